using EdgeNode.Appliance.Kiosk;
using EdgeNode.Appliance.Storage;
using EdgeNode.Appliance.Tests.Feedback;

namespace EdgeNode.Appliance.Tests.Kiosk;

/// <summary>Whose earlier results are offered: another patient's never.</summary>
public sealed class PriorTests
{
    [Theory]
    [InlineData("42", "Doe^Jane", "42", "Doe^Jane", true)]
    [InlineData("42", "Doe^Jane", "42", "DOE^JANE", true)]
    [InlineData("42", "Doe^Jane", "42", "Doe^John", false)]
    [InlineData("42", "Doe^Jane", "43", "Doe^Jane", false)]
    [InlineData("", "Doe^Jane", "", "Doe^Jane", false)]
    [InlineData("42", "^^^^", "42", "^^^^", false)]
    [InlineData("42", "", "42", "", false)]
    public async Task Another_study_is_offered_by_number_and_name_alike_and_neither_missing(string id, string name, string otherId, string otherName, bool offered)
    {
        await using var box = await FeedbackBox.CreateAsync();
        var (present, earlier) = (await box.AnalysedAsync(), await box.AnalysedAsync());
        await NameAsync(box, present, id, name, "2026-02-01T00:00:00");
        await NameAsync(box, earlier, otherId, otherName, "2026-01-01T00:00:00");
        await WithImagesAsync(box, earlier, 1);
        Assert.Equal(offered ? [earlier] : [], new Priors(box.Box.Database, box.Box.Files).Of(present).Select(prior => prior.CaseId));
        Assert.Empty(new Priors(box.Box.Database, box.Box.Files).Of(earlier));
    }

    [Fact]
    public async Task Revisions_before_the_present_one_are_offered_and_only_those_whose_images_are_there()
    {
        await using var box = await FeedbackBox.CreateAsync();
        var id = await box.AnalysedAsync();
        await WithImagesAsync(box, id, 1);
        var priors = new Priors(box.Box.Database, box.Box.Files);
        Assert.Empty(priors.Of(id));
        await box.Box.Database.WriteAsync(connection => connection.Execute("UPDATE cases SET revision = 2, state = 'Receiving' WHERE case_id = $id", ("$id", id.ToString())));
        Assert.Equal([(1, true)], priors.Of(id).Select(prior => (prior.Revision, prior.SameStudy)));
        Assert.Null(priors.Present(id));
        Assert.Equal(1, priors.Result(id, 1)!.Revision);
        File.Delete(box.Box.Files.Volume(id, 1));
        Assert.Empty(priors.Of(id));
    }

    private static Task<int> NameAsync(FeedbackBox box, Guid id, string number, string name, string time) => box.Box.Database.WriteAsync(connection => connection.Execute(
        "UPDATE cases SET patient_id = $number, patient_name = $name, study_time = $time WHERE case_id = $id", ("$number", number), ("$name", name), ("$time", time), ("$id", id.ToString())));

    private static Task WithImagesAsync(FeedbackBox box, Guid id, int revision) => File.WriteAllBytesAsync(box.Box.Files.Volume(id, revision), [0, 0]);
}
