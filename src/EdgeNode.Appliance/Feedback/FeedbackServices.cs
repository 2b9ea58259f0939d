using EdgeNode.Appliance.Feedback.Acts;
using EdgeNode.Appliance.Feedback.People;
using EdgeNode.Appliance.Feedback.Record;
using EdgeNode.Appliance.Feedback.SigningOn;
using EdgeNode.Appliance.Feedback.Standing;
using EdgeNode.Appliance.Hosting.Options;

namespace EdgeNode.Appliance.Feedback;

/// <summary>Joins people, their acts and the record into the service.</summary>
public static class FeedbackServices
{
    public static IServiceCollection AddFeedback(this IServiceCollection services, FeedbackOptions options) => services
        .AddSingleton(options)
        .AddSingleton<PeopleList>().AddSingleton<SignOns>().AddSingleton<ActDesk>().AddSingleton<CaseReview>()
        .AddSingleton<FindingActs>().AddSingleton<CaseActs>();
}
