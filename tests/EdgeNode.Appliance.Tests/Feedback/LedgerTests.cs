using EdgeNode.Appliance.Feedback.Acts;
using EdgeNode.Appliance.Feedback.Record;
using EdgeNode.Appliance.Storage;
using EdgeNode.Appliance.Tests.Alarms;
using EdgeNode.Appliance.Tests.Alarms.Life;
using Microsoft.Data.Sqlite;

namespace EdgeNode.Appliance.Tests.Feedback;

/// <summary>The record: one row an act, and nobody changes it unnoticed.</summary>
public sealed class LedgerTests
{
    [Fact]
    public async Task The_same_act_again_is_one_act_even_when_its_sign_on_has_ended_and_another_under_its_id_is_refused()
    {
        await using var box = await FeedbackBox.CreateAsync();
        var (id, act) = (await box.AnalysedAsync(new RuleCase.GivenNode("ENE", 9)), Guid.CreateVersion7());
        Assert.Null(await box.MissedAsync(id, "Positive", 14, 9, act: act));
        Assert.Null(await box.MissedAsync(id, "Positive", 14, 9, act: act));
        Assert.Equal("ACT_CONFLICT", (await box.MissedAsync(id, "Positive", 15, 9, act: act))?.Code);
        Assert.Equal("ACT_CONFLICT", (await box.VerdictAsync(id, 1, "Agree", act: act))?.Code);

        box.Box.Time.Advance(TimeSpan.FromHours(1));
        Assert.Null(await box.MissedAsync(id, "Positive", 14, 9, act: act));
        Assert.Equal("SIGN_ON_REQUIRED", (await box.MissedAsync(id, "Positive", 15, 9, act: act))?.Code);
        Assert.Equal("SIGN_ON_REQUIRED", (await box.MissedAsync(id, "Positive", 14, 9))?.Code);
        Assert.Equal("ACT_MISSING", (await box.MissedAsync(id, "Positive", 14, 9, act: Guid.Empty))?.Code);

        // Somebody else's repeat is not the same act.
        await box.AddAsync("P2", EdgeNode.Appliance.Feedback.People.PersonRole.Physician);
        var other = await box.SignOnAsync("P2");
        Assert.Equal("ACT_CONFLICT", (await box.Box.Findings.MarkMissedAsync(id, new(act, 1, "Positive", [30, 0, 40], 14, 9, [1, 0, 0], null, [], null, null), other, default))?.Code);
        Assert.Single(box.Of(id).MissedNodes);
    }

    [Fact]
    public async Task An_act_whose_effect_fails_leaves_nothing()
    {
        await using var box = await FeedbackBox.CreateAsync();
        var id = await box.AnalysedAsync(new RuleCase.GivenNode("N", 6));
        var records = box.Audit().Records;
        await box.Box.Database.WriteAsync(connection => connection.Execute("CREATE TRIGGER broken BEFORE INSERT ON case_feedback BEGIN SELECT RAISE(ABORT, 'broken'); END"));
        await Assert.ThrowsAsync<SqliteException>(() => box.TickAsync(id, "AIRWAY"));
        Assert.Equal((records, null), (box.Audit().Records, box.Box.Alarms.Find(id)));
        await box.Box.Database.WriteAsync(connection => connection.Execute("DROP TRIGGER broken"));
        await box.Box.Database.WriteAsync(connection => connection.Execute("CREATE TRIGGER broken BEFORE INSERT ON acts BEGIN SELECT RAISE(ABORT, 'broken'); END"));
        await Assert.ThrowsAsync<SqliteException>(() => box.TickAsync(id, "AIRWAY"));
        Assert.Equal((4, null), (box.Priority(id), box.Box.Alarms.Find(id)));
    }

    [Fact]
    public async Task The_database_refuses_to_change_or_delete_what_was_done()
    {
        await using var box = await FeedbackBox.CreateAsync();
        foreach (var sql in (string[])["UPDATE acts SET reader = 'P2'", "DELETE FROM acts", "INSERT OR REPLACE INTO acts SELECT * FROM acts WHERE seq = 1"])
        {
            var whole = await Record.ExceptionAsync(() => box.Box.Database.WriteAsync(connection => connection.Execute(sql)));
            Assert.True(whole is SqliteException || box.Audit().Broken is null, sql);
        }
    }

    [Theory]
    [InlineData("UPDATE acts SET content = replace(content, 'Reject', 'Agree') WHERE kind = 'Verdict'", "is not what was written")]
    [InlineData("UPDATE acts SET reader = 'P2' WHERE seq = 3", "record 3 is not what was written")]
    [InlineData("UPDATE acts SET at = '2026-11-02T08:00:00.0000000Z' WHERE seq = 3", "record 3 is not what was written")]
    [InlineData("UPDATE acts SET via = 'station' WHERE seq = 3", "record 3 is not what was written")]
    [InlineData("UPDATE acts SET effect = NULL WHERE seq = 3", "record 3 is not what was written")]
    [InlineData("UPDATE acts SET hash = NULL WHERE seq = 3", "record 3 has no hash")]
    [InlineData("UPDATE acts SET hash = NULL", "record 1 has no hash")]
    [InlineData("UPDATE acts SET hash = (SELECT hash FROM acts WHERE seq = 1)", "record 2 is not what was written")]
    [InlineData("DELETE FROM acts WHERE seq = 3", "record 3 is missing")]
    [InlineData("DELETE FROM acts WHERE seq = 1", "record 1 is missing")]
    [InlineData("DELETE FROM acts WHERE seq = 5", "record 5 is missing")]
    [InlineData("DELETE FROM acts", "record 1 is missing")]
    [InlineData("UPDATE acts SET seq = 99 WHERE seq = 3", "record 3 is missing")]
    public async Task Who_changes_the_file_breaks_the_chain(string sql, string told)
    {
        await using var box = await FeedbackBox.CreateAsync();
        var id = await box.AnalysedAsync(new RuleCase.GivenNode("ENE", 9));
        Assert.Null(await box.VerdictAsync(id, 1, "Reject"));
        Assert.Null(await box.TickAsync(id, "FIRM"));
        Assert.Null(await box.TickAsync(id));
        var whole = box.Audit();
        Assert.Equal((5, 0, null), (whole.Records, whole.Unchained, whole.Broken));
        Assert.Null(box.Audit(whole.Head).Broken);

        await box.Box.Database.WriteAsync(connection => connection.Execute($"DROP TRIGGER acts_never_change; DROP TRIGGER acts_never_go; {sql}"));

        Assert.Matches(told, box.Audit(whole.Head).Broken);
    }

    [Fact]
    public async Task A_head_that_was_noted_is_found_later_and_one_that_never_was_is_not()
    {
        await using var box = await FeedbackBox.CreateAsync();
        var noted = box.Audit().Head;
        var id = await box.AnalysedAsync(new RuleCase.GivenNode("ENE", 9));
        Assert.Null(await box.TickAsync(id, "FIRM"));
        Assert.Null(box.Audit(noted).Broken);
        Assert.Contains("noted head", box.Audit(new string('a', 64)).Broken, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Acts_from_before_the_chain_are_kept_and_covered_by_the_first_later_one()
    {
        var folder = Directory.CreateTempSubdirectory("edgenode-acts").FullName;
        using (var older = new SqliteConnection($"Data Source={Path.Combine(folder, "edgenode.db")};Pooling=False"))
        {
            older.Open();
            foreach (var script in typeof(Database).Assembly.GetManifestResourceNames().Where(name => name.Contains("Migrations.000", StringComparison.Ordinal)).Order().Take(5))
            {
                using var text = new StreamReader(typeof(Database).Assembly.GetManifestResourceStream(script)!);
                older.Execute(await text.ReadToEndAsync());
            }

            older.Execute(
                """
                INSERT INTO case_acts (act_id, kind, reader, content, at) VALUES ('0198a1b2-0000-7000-8000-000000000002', 'Pause', 'A1', '{}', '2026-11-02T08:01:00.0000000Z');
                INSERT INTO case_acts (act_id, kind, reader, content, at) VALUES ('0198a1b2-0000-7000-8000-000000000001', 'Pause', 'A1', '{}', '2026-11-02T08:00:00.0000000Z');
                PRAGMA user_version = 5;
                """);
        }

        await using var box = new AlarmBox(folder: folder);
        Assert.Equal((2, 2, null), Check());
        Assert.Null(await box.Acts.PauseAsync(new(Guid.NewGuid(), "A1"), ActSender.Of("A1"), default));
        Assert.Equal((3, 2, null), Check());
        await box.Database.WriteAsync(connection => connection.Execute("DROP TRIGGER acts_never_change; UPDATE acts SET reader = 'A2' WHERE seq = 1"));
        Assert.NotNull(Check().Broken);
        await box.Database.DisposeAsync();
        Directory.Delete(folder, recursive: true);

        (int Records, int Unchained, string? Broken) Check()
        {
            var check = box.Database.Read(connection => LedgerCheck.Of(connection));
            return (check.Records, check.Unchained, check.Broken);
        }
    }

    [Fact]
    public async Task Two_programs_write_one_chain()
    {
        await using var box = await FeedbackBox.CreateAsync();
        var id = await box.AnalysedAsync(new RuleCase.GivenNode("ENE", 9));
        var path = box.Box.Database.Read(connection => Path.GetDirectoryName(connection.DataSource)!);
        await using var console = Database.Open(path);
        var people = new EdgeNode.Appliance.Feedback.People.PeopleList(console, box.Box.Time);
        await Task.WhenAll(
            Task.Run(async () => Assert.All(await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => box.TickAsync(id, "FIRM"))), Assert.Null)),
            Task.Run(async () => Assert.All(await Task.WhenAll(Enumerable.Range(0, 5).Select(i => people.AddAsync($"N{i}", "N", EdgeNode.Appliance.Feedback.People.PersonRole.Ward, null, "483920", default))), Assert.Null)));
        Assert.Equal((27, null), (box.Audit().Records, box.Audit().Broken));
    }

    [Fact]
    public async Task Content_and_effect_are_told_with_the_case()
    {
        await using var box = await FeedbackBox.CreateAsync();
        var id = await box.AnalysedAsync(new RuleCase.GivenNode("ENE", 9));
        var view = new ReadingView(41.5, 120, true, false);
        Assert.Null(await box.Box.Findings.JudgeAsync(id, 1, new(Guid.CreateVersion7(), 1, null, "Reject", null, ["ARTEFACT"], null, view), box.Physician, default));
        Assert.Null(await box.MissedAsync(id, "Positive", 14, 12));
        var acts = box.Box.Queries.Detail(id)!.Acts;
        Assert.Equal((1, "Reject", 120), (acts[0].Content.GetProperty("node").GetInt32(), acts[0].Content.GetProperty("verdict").GetString(), acts[0].Content.GetProperty("view").GetProperty("slicesVisited").GetInt32()));
        Assert.Equal((4, 1001, "left", 2), (acts[0].Effect!.Value.GetProperty("priority").GetInt32(), acts[1].Effect!.Value.GetProperty("node").GetInt32(), acts[1].Effect!.Value.GetProperty("side").GetString(), acts[1].Effect!.Value.GetProperty("priority").GetInt32()));
    }
}
