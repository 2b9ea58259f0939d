using EdgeNode.Appliance.Alarms.Acts;
using EdgeNode.Appliance.Feedback.Acts;
using EdgeNode.Appliance.Feedback.People;

namespace EdgeNode.Appliance.Kiosk;

/// <summary>What people do: 204 when it is done and durable, otherwise the refusal's code and words (docs/feedback.md).</summary>
public static class ActEndpoints
{
    public static void MapActs(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/acts", Choices);
        routes.MapAlarmActs();
        routes.MapFindingActs();
        routes.MapCaseActs();
    }

    private static ActChoices Choices(Readers readers, PeopleList list)
    {
        var people = list.All();
        return new([.. readers.All.Select(reader => new ReaderChoice(reader.Code, reader.Name))], DecisionReasons.Codes)
        {
            People = [.. people.Select(person => new PersonChoice(person.Code, person.Name, person.RoleWord))],
            StationActs = readers.StationActs(people.Count > 0),
        };
    }

    private static void MapAlarmActs(this IEndpointRouteBuilder routes)
    {
        routes.MapPost("/api/cases/{id:guid}/acknowledge", (Guid id, HttpRequest request, AlarmActs acts, CancellationToken cancel) =>
            ActAnswer.OfAsync(request, ActJson.Default.AcknowledgeRequest, act => act.Reader, (act, sender) => acts.AcknowledgeAsync(id, act, sender, cancel), cancel));
        routes.MapPost("/api/cases/{id:guid}/decision", (Guid id, HttpRequest request, AlarmActs acts, CancellationToken cancel) =>
            ActAnswer.OfAsync(request, ActJson.Default.DecisionRequest, act => act.Reader, (act, sender) => acts.DecideAsync(id, act, sender, cancel), cancel));
        routes.MapPost("/api/alarms/pause", (HttpRequest request, AlarmActs acts, CancellationToken cancel) =>
            ActAnswer.OfAsync(request, ActJson.Default.PauseRequest, act => act.Reader, (act, sender) => acts.PauseAsync(act, sender, cancel), cancel));
    }

    private static void MapFindingActs(this IEndpointRouteBuilder routes)
    {
        routes.MapPost("/api/cases/{id:guid}/nodes/{n:int}/verdict", (Guid id, int n, HttpRequest request, FindingActs acts, CancellationToken cancel) =>
            ActAnswer.OfAsync(request, FeedbackJson.Default.VerdictRequest, null, (act, sender) => acts.JudgeAsync(id, n, act, sender, cancel), cancel));
        routes.MapPost("/api/cases/{id:guid}/nodes/{n:int}/calliper", (Guid id, int n, HttpRequest request, FindingActs acts, CancellationToken cancel) =>
            ActAnswer.OfAsync(request, FeedbackJson.Default.CalliperRequest, null, (act, sender) => acts.MeasureAsync(id, n, act, sender, cancel), cancel));
        routes.MapPost("/api/cases/{id:guid}/missed-nodes", (Guid id, HttpRequest request, FindingActs acts, CancellationToken cancel) =>
            ActAnswer.OfAsync(request, FeedbackJson.Default.MissedNodeRequest, null, (act, sender) => acts.MarkMissedAsync(id, act, sender, cancel), cancel));
    }

    private static void MapCaseActs(this IEndpointRouteBuilder routes)
    {
        routes.MapPost("/api/cases/{id:guid}/signs", (Guid id, HttpRequest request, CaseActs acts, CancellationToken cancel) =>
            ActAnswer.OfAsync(request, FeedbackJson.Default.SignsRequest, null, (act, sender) => acts.TickAsync(id, act, sender, cancel), cancel));
        routes.MapPost("/api/cases/{id:guid}/priority", (Guid id, HttpRequest request, CaseActs acts, CancellationToken cancel) =>
            ActAnswer.OfAsync(request, FeedbackJson.Default.OwnPriorityRequest, null, (act, sender) => acts.PrioritiseAsync(id, act, sender, cancel), cancel));
        routes.MapPost("/api/cases/{id:guid}/outcomes", (Guid id, HttpRequest request, CaseActs acts, CancellationToken cancel) =>
            ActAnswer.OfAsync(request, FeedbackJson.Default.OutcomeRequest, null, (act, sender) => acts.FollowUpAsync(id, act, sender, cancel), cancel));
        routes.MapPost("/api/cases/{id:guid}/acts/{withdrawn:guid}/withdraw", (Guid id, Guid withdrawn, HttpRequest request, CaseActs acts, CancellationToken cancel) =>
            ActAnswer.OfAsync(request, FeedbackJson.Default.WithdrawRequest, null, (act, sender) => acts.WithdrawAsync(id, withdrawn, act, sender, cancel), cancel));
    }
}
