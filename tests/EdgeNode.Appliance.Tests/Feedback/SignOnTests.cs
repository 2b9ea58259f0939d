using EdgeNode.Appliance.Feedback.People;
using EdgeNode.Appliance.Feedback.Record;
using EdgeNode.Appliance.Hosting.Options;
using EdgeNode.Appliance.Storage;
using EdgeNode.Appliance.Tests.Alarms;
using EdgeNode.Appliance.Tests.Alarms.Life;

namespace EdgeNode.Appliance.Tests.Feedback;

public sealed class SignOnTests
{
    [Fact]
    public async Task A_wrong_pin_costs_twice_as_long_each_time_and_nothing_is_checked_meanwhile()
    {
        await using var box = await FeedbackBox.CreateAsync();
        foreach (var seconds in (int[])[1, 2, 4, 8, 16, 32, 64, 128, 256, 300, 300])
        {
            var wrong = (await box.Box.SignOns.BeginAsync("P1", "000001", default)).Refusal!;
            Assert.Equal(("SIGN_ON_REFUSED", 401, seconds), (wrong.Code, wrong.Status, wrong.RetryAfterSeconds));
            box.Box.Time.Advance(TimeSpan.FromSeconds(seconds - 0.5));
            var early = (await box.Box.SignOns.BeginAsync("P1", FeedbackBox.Pin, default)).Refusal!;
            Assert.Equal(("SIGN_ON_DELAYED", 429, 1), (early.Code, early.Status, early.RetryAfterSeconds));
            box.Box.Time.Advance(TimeSpan.FromSeconds(0.5));
        }

        Assert.NotNull((await box.Box.SignOns.BeginAsync("P1", FeedbackBox.Pin, default)).Granted);
        Assert.Equal(1, (await box.Box.SignOns.BeginAsync("P1", "000001", default)).Refusal!.RetryAfterSeconds);
    }

    [Fact]
    public async Task The_delay_is_each_persons_and_outlives_a_restart_but_not_a_clock_that_was_set_back()
    {
        var box = await FeedbackBox.CreateAsync();
        await box.AddAsync("P2", PersonRole.Physician);
        await box.Box.SignOns.BeginAsync("P1", "000001", default);
        Assert.NotNull((await box.Box.SignOns.BeginAsync("P2", FeedbackBox.Pin, default)).Granted);

        await using var again = await box.Box.RestartedAsync();
        Assert.Equal("SIGN_ON_DELAYED", (await again.SignOns.BeginAsync("P1", FeedbackBox.Pin, default)).Refusal!.Code);

        await again.Database.WriteAsync(connection => connection.Execute("UPDATE people SET delayed_until = $far", ("$far", AlarmBox.Begin.AddYears(1).ToStored())));
        Assert.Equal(300, (await again.SignOns.BeginAsync("P1", FeedbackBox.Pin, default)).Refusal!.RetryAfterSeconds);
        await box.DisposeAsync();
    }

    [Theory]
    [InlineData("P9", FeedbackBox.Pin)]
    [InlineData("P1", "")]
    [InlineData("P1", null)]
    [InlineData(null, null)]
    [InlineData("p1", FeedbackBox.Pin)]
    [InlineData("P1", " 483920")]
    [InlineData("P1", "4839200")]
    public async Task Who_is_not_known_is_answered_as_for_a_wrong_pin(string? code, string? pin)
    {
        await using var box = await FeedbackBox.CreateAsync();
        var refusal = (await box.Box.SignOns.BeginAsync(code, pin, default)).Refusal!;
        Assert.Equal(("SIGN_ON_REFUSED", 1), (refusal.Code, refusal.RetryAfterSeconds));
    }

    [Fact]
    public async Task Guessing_in_parallel_is_no_faster()
    {
        await using var box = await FeedbackBox.CreateAsync();
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 40).Select(i => box.Box.SignOns.BeginAsync("P1", $"7{i:00000}", default)));
        Assert.Single(outcomes, outcome => outcome.Refusal?.Code == "SIGN_ON_REFUSED");
        Assert.Equal(39, outcomes.Count(outcome => outcome.Refusal?.Code == "SIGN_ON_DELAYED"));
    }

    [Fact]
    public async Task A_sign_on_ends_when_nothing_is_done_and_after_its_hours_in_any_case()
    {
        await using var box = await FeedbackBox.CreateAsync(new() { SignOn = new() { IdleSeconds = 60, LongestHours = 0.1 } });
        var id = await box.AnalysedAsync(new RuleCase.GivenNode("P", 9));
        for (var i = 0; i < 5; i++)
        {
            box.Box.Time.Advance(TimeSpan.FromSeconds(50));
            Assert.Null(await box.VerdictAsync(id, 1, "Agree"));
        }

        box.Box.Time.Advance(TimeSpan.FromSeconds(50));
        Assert.NotNull(await box.Box.SignOns.ExtendAsync(box.Physician.Token, default));
        box.Box.Time.Advance(TimeSpan.FromSeconds(50));
        Assert.NotNull(await box.Box.SignOns.ExtendAsync(box.Physician.Token, default));
        Assert.NotNull(box.Box.SignOns.Look(box.Physician.Token));
        box.Box.Time.Advance(TimeSpan.FromSeconds(10));
        Assert.Null(box.Box.SignOns.Look(box.Physician.Token));
        Assert.Null(await box.Box.SignOns.ExtendAsync(box.Physician.Token, default));
        Assert.Equal("SIGN_ON_REQUIRED", (await box.VerdictAsync(id, 1, "Agree"))?.Code);

        var idle = await box.SignOnAsync("P1");
        box.Box.Time.Advance(TimeSpan.FromSeconds(59));
        Assert.NotNull(box.Box.SignOns.Look(idle.Token));
        box.Box.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.Null(box.Box.SignOns.Look(idle.Token));
    }

    [Fact]
    public async Task A_sign_on_survives_a_restart_and_ends_by_sign_off_removal_and_a_new_pin()
    {
        var box = await FeedbackBox.CreateAsync();
        foreach (var code in (string[])["P2", "P3", "P4"])
        {
            await box.AddAsync(code, PersonRole.Physician);
        }

        var (off, removed, changed) = (await box.SignOnAsync("P2"), await box.SignOnAsync("P3"), await box.SignOnAsync("P4"));
        await using var again = await box.Box.RestartedAsync();
        Assert.All((ActSender[])[box.Physician, off, removed, changed], who => Assert.NotNull(again.SignOns.Look(who.Token)));

        await again.SignOns.EndAsync(off.Token, default);
        Assert.Null(await again.People.RemoveAsync("P3", default));
        Assert.Null(await again.People.SetPinAsync("P4", "771204", default));
        Assert.NotNull(again.SignOns.Look(box.Physician.Token));
        Assert.All((ActSender[])[off, removed, changed], who => Assert.Null(again.SignOns.Look(who.Token)));
        Assert.Equal("SIGN_ON_REFUSED", (await again.SignOns.BeginAsync("P3", FeedbackBox.Pin, default)).Refusal!.Code);
        Assert.NotNull((await again.SignOns.BeginAsync("P4", "771204", default)).Granted);
        await box.DisposeAsync();
    }

    [Fact]
    public async Task Neither_pins_nor_tokens_are_in_the_database_and_the_same_pin_of_two_people_looks_different()
    {
        await using var box = await FeedbackBox.CreateAsync();
        await box.AddAsync("P2", PersonRole.Ward);
        var rows = box.Box.Database.Read(connection => connection.Query("SELECT hex(salt) || hex(pin_hash) AS t FROM people", row => row.Text("t")!));
        Assert.Equal(4, rows.SelectMany(row => (string[])[row[..64], row[64..]]).Distinct().Count());
        var everything = box.Box.Database.Read(connection => connection.Query("SELECT content || coalesce(effect, '') AS t FROM acts UNION ALL SELECT token_hash FROM sign_ons", row => row.Text("t")!));
        Assert.All(everything, text => Assert.False(text.Contains(FeedbackBox.Pin, StringComparison.Ordinal) || text.Contains(box.Physician.Token!, StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("A 1", "Dr Lin", null, "483920", "CODE_MALFORMED")]
    [InlineData("", "Dr Lin", null, "483920", "CODE_MALFORMED")]
    [InlineData("A1\n", "Dr Lin", null, "483920", "CODE_MALFORMED")]
    [InlineData("A1", " ", null, "483920", "NAME_MALFORMED")]
    [InlineData("A1", "Dr\nLin", null, "483920", "NAME_MALFORMED")]
    [InlineData("A1", "Dr Lin", "7", "483920", "EXPERIENCE_UNKNOWN")]
    [InlineData("A1", "Dr Lin", null, "48392", "PIN_MALFORMED")]
    [InlineData("A1", "Dr Lin", null, "48392a", "PIN_MALFORMED")]
    [InlineData("A1", "Dr Lin", null, "4839204839204", "PIN_MALFORMED")]
    [InlineData("A1", "Dr Lin", null, "111111", "PIN_TOO_EASY")]
    [InlineData("A1", "Dr Lin", null, "121212", "PIN_TOO_EASY")]
    [InlineData("A1", "Dr Lin", null, "123456", "PIN_TOO_EASY")]
    [InlineData("A1", "Dr Lin", null, "987654", "PIN_TOO_EASY")]
    [InlineData("A1", "Dr Lin", null, "890123", "PIN_TOO_EASY")]
    [InlineData("p1", "Dr Lin", null, "483920", "CODE_TAKEN")]
    [InlineData("A1", "Dr Lin", "10+", "483920", null)]
    public async Task Who_can_be_added(string code, string name, string? experience, string pin, string? refused)
    {
        await using var box = await FeedbackBox.CreateAsync();
        Assert.Equal(refused, (await box.Box.People.AddAsync(code, name, PersonRole.Physician, experience, pin, default))?.Code);
        Assert.Equal(refused is null ? 2 : 1, box.Box.People.All().Count);
    }

    [Fact]
    public async Task One_code_names_one_person_for_ever()
    {
        await using var box = await FeedbackBox.CreateAsync();
        Assert.Null(await box.Box.People.RemoveAsync("P1", default));
        Assert.Equal("CODE_TAKEN", (await box.Box.People.AddAsync("P1", "Another", PersonRole.Ward, null, "483920", default))?.Code);
        Assert.Equal("PERSON_UNKNOWN", (await box.Box.People.RemoveAsync("P1", default))?.Code);
        Assert.Equal("PERSON_UNKNOWN", (await box.Box.People.SetPinAsync("P1", "771204", default))?.Code);
    }

    [Fact]
    public async Task Stations_act_while_nobody_can_sign_on_and_then_no_more_unless_the_site_lets_them()
    {
        foreach (var mayAcknowledge in (bool[])[false, true])
        {
            await using var box = new AlarmBox(feedback: new FeedbackOptions { StationMayAcknowledge = mayAcknowledge });
            var id = await box.AlarmedAsync(1);
            Assert.Null(await box.SeenAsync(id));
            Assert.Null(await box.DecidedAsync(id));
            Assert.Equal("NO_PEOPLE", (await box.CaseActs.TickAsync(id, new(Guid.NewGuid(), []), ActSender.Of("A1"), default))?.Code);

            Assert.Null(await box.People.AddAsync("W1", "Nurse", PersonRole.Ward, null, FeedbackBox.Pin, default));
            Assert.Equal(mayAcknowledge ? null : "SIGN_ON_REQUIRED", (await box.SeenAsync(id))?.Code);
            Assert.Equal(mayAcknowledge ? "READER_UNKNOWN" : "SIGN_ON_REQUIRED", (await box.SeenAsync(id, "nobody"))?.Code);
            Assert.Equal(mayAcknowledge ? null : "SIGN_ON_REQUIRED", (await box.Acts.PauseAsync(new(Guid.NewGuid(), "A1"), ActSender.Of("A1"), default))?.Code);
            Assert.Equal("SIGN_ON_REQUIRED", (await box.DecidedAsync(id))?.Code);
            Assert.Equal("SIGN_ON_REQUIRED", (await box.CaseActs.TickAsync(id, new(Guid.NewGuid(), []), ActSender.Of("A1"), default))?.Code);
            Assert.Equal(mayAcknowledge ? ["Acknowledge", "Pause"] : [], box.Stations.StationActs(hasPeople: true));

            Assert.Null(await box.People.RemoveAsync("W1", default));
            Assert.Null(await box.DecidedAsync(id));
        }
    }

    [Fact]
    public async Task The_ward_acknowledges_and_pauses_and_only_physicians_judge_and_decide()
    {
        await using var box = await FeedbackBox.CreateAsync();
        await box.AddAsync("W1", PersonRole.Ward);
        var (ward, id) = (await box.SignOnAsync("W1"), await box.AnalysedAsync(new RuleCase.GivenNode("ENE", 9)));
        Assert.Null(await box.Box.Acts.AcknowledgeAsync(id, new(Guid.NewGuid(), null, 1), ward, default));
        Assert.Null(await box.Box.Acts.PauseAsync(new(Guid.NewGuid(), null), ward, default));
        Assert.Equal("W1", box.Box.Alarms.Find(id)!.AcknowledgedBy);
        Assert.Equal("ROLE_MISSING", (await box.Box.Acts.DecideAsync(id, new(Guid.NewGuid(), null, 1, "TransferNow", [], 1), ward, default))?.Code);
        Assert.Equal("ROLE_MISSING", (await box.Box.CaseActs.TickAsync(id, new(Guid.NewGuid(), ["FIRM"]), ward, default))?.Code);
        Assert.Equal("ROLE_MISSING", (await box.Box.Findings.JudgeAsync(id, 1, new(Guid.NewGuid(), 1, null, "Agree", null, null, null, null), ward, default))?.Code);
        Assert.Equal("SIGN_ON_REQUIRED", (await box.Box.CaseActs.TickAsync(id, new(Guid.NewGuid(), ["FIRM"]), new("made up", null), default))?.Code);
        Assert.Equal(["person"], box.Box.Queries.Detail(id)!.Acts.Select(act => act.Via));
    }
}
