using EdgeNode.Appliance.Hosting.Options;
using EdgeNode.Appliance.Intake.Retention;

namespace EdgeNode.Appliance.Tests.Intake;

/// <summary>Images of old cases go; nothing else does, and never too early.</summary>
public sealed class RetentionTests : IDisposable
{
    private static readonly RetentionOptions ByAge = new() { Days = 5, LeastDays = 2, KeepFreeFraction = 0 };

    // No disk is this free: every look finds it short of room.
    private static readonly RetentionOptions AlwaysShort = new() { Days = 0, LeastDays = 2, KeepFreeFraction = 1.1 };

    private readonly string _folder = Directory.CreateTempSubdirectory("edgenode-retention").FullName;

    [Fact]
    public async Task Images_go_after_their_days_of_running_and_the_case_stays_and_the_disk_is_free()
    {
        await using var box = await RetentionBox.WithStudiesAsync(_folder, ByAge, "1.9.1");
        await box.WriteAsync("INSERT INTO results (case_id, revision, json, analysed) SELECT case_id, 1, '{}', '2026-11-02T08:00:00Z' FROM cases");

        await box.LiveAsync(5);
        Assert.Equal(3, box.Instances("1.9.1"));
        await box.LiveAsync(1);

        Assert.Equal(0, box.Instances("1.9.1"));
        Assert.Empty(box.Segments);
        Assert.Equal((1, 1, 0), (box.Count("cases"), box.Count("results"), box.Count("evicted_instances")));
        var status = box.Store.Status();
        Assert.Equal((0, 1, 3), (status.CasesWithImages, status.CasesRemoved, status.InstancesRemoved));
        Assert.True(status.BytesRemoved > 27_000);
    }

    [Theory]
    [InlineData("UPDATE cases SET state = 'Queued'")]
    [InlineData("UPDATE cases SET state = 'Analysing'")]
    [InlineData("UPDATE cases SET state = 'Receiving'")]
    [InlineData("INSERT INTO alarms (case_id, revision, level, raised) SELECT case_id, 1, 1, '2026-11-02' FROM cases")]
    [InlineData("INSERT INTO alarms (case_id, revision, level, raised, acknowledged) SELECT case_id, 1, 3, '2026-11-02', '2026-11-02' FROM cases")]
    [InlineData("INSERT INTO outbox (id, kind, schema, priority, payload, created, case_id) SELECT 'a', 'case', 's', 1, x'00', '2026-11-02', case_id FROM cases")]
    [InlineData("INSERT INTO crops (case_id, revision, node, why, state, created) SELECT case_id, 1, 1, 'ENE', 'wanted', '2026-11-02' FROM cases")]
    [InlineData("INSERT INTO commitment_requests (id, peer, transaction_uid, is_duplicate, received, due) VALUES (1, 'P', '1.2', 0, '2026', '2026'); INSERT INTO commitment_instances VALUES (1, '1.2.840.10008.5.1.4.1.1.2', '1.9.1.2')")]
    public async Task Images_that_somebody_still_needs_stay_however_old_they_are_and_however_full_the_disk_is(string needed)
    {
        await using var box = await RetentionBox.WithStudiesAsync(_folder, AlwaysShort with { Days = 3 }, "1.9.1");
        await box.WriteAsync(needed);

        await box.LiveAsync(40);

        Assert.Equal(3, box.Instances("1.9.1"));
        Assert.Equal(RetentionWorker.Blocked, Assert.Single(box.Alarms.Standing).Code);
    }

    [Fact]
    public async Task With_the_alarm_closed_and_everything_sent_they_go()
    {
        await using var box = await RetentionBox.WithStudiesAsync(_folder, ByAge, "1.9.1");
        await box.WriteAsync("INSERT INTO alarms (case_id, revision, level, raised, acknowledged, closed) SELECT case_id, 1, 1, '2026-11-02', '2026-11-02', '2026-11-03' FROM cases");

        await box.LiveAsync(6);

        Assert.Equal(0, box.Instances("1.9.1"));
        Assert.Equal(1, box.Count("alarms"));
    }

    [Fact]
    public async Task A_disk_short_of_room_takes_nothing_younger_than_the_least_age()
    {
        await using var box = await RetentionBox.WithStudiesAsync(_folder, AlwaysShort, "1.9.1", "1.9.2");

        await box.LiveAsync(2);
        Assert.Equal((3, 3), (box.Instances("1.9.1"), box.Instances("1.9.2")));
        await box.LiveAsync(1);

        Assert.Equal((0, 0), (box.Instances("1.9.1"), box.Instances("1.9.2")));
    }

    [Fact]
    public async Task A_case_beside_the_removed_one_in_the_same_segment_keeps_every_byte()
    {
        await using (var box = await RetentionBox.WithStudiesAsync(_folder, ByAge, "1.9.1", "1.9.2", "1.9.3"))
        {
            await box.WriteAsync("UPDATE cases SET state = 'Queued' WHERE study_uid = '1.9.2'");
            await box.LiveAsync(6);
            Assert.Equal((0, 3, 0), (box.Instances("1.9.1"), box.Instances("1.9.2"), box.Instances("1.9.3")));
            Assert.Single(box.Segments);
        }

        await using var receiving = new ReceivingBox(_folder);
        Assert.Equal(Enumerable.Range(1, 3).Select(i => RetentionBox.DataSet("1.9.2", i)), receiving.Stored("1.9.2"));
        await receiving.RecoverAsync();
        Assert.Empty(receiving.Stored("1.9.1"));
    }

    [Theory]
    [InlineData(3650)]
    [InlineData(-3650)]
    public async Task A_clock_that_jumps_ten_years_removes_nothing(int days)
    {
        await using var box = await RetentionBox.WithStudiesAsync(_folder, AlwaysShort with { Days = 3 }, "1.9.1");
        await box.LiveAsync(1);

        for (var times = 0; times < 5; times++)
        {
            box.Time.AdjustTime(box.Time.GetUtcNow().AddDays(days * (times % 2 == 0 ? 1 : -1)));
            await box.Worker.LookAsync(default);
        }

        Assert.Equal(3, box.Instances("1.9.1"));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
