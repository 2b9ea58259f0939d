using EdgeNode.Appliance.Hosting.Options;
using EdgeNode.Appliance.Intake.Segments;
using EdgeNode.Dicom.Network;

namespace EdgeNode.Appliance.Tests.Intake;

/// <summary>Power cuts between the rows and the bytes of a removal, and rows that come back from a copy: nothing removed comes back, nothing else goes.</summary>
public sealed class RetentionCrashTests : IDisposable
{
    private static readonly RetentionOptions ByAge = new() { Days = 1, LeastDays = 1, KeepFreeFraction = 0 };
    private readonly string _folder = Directory.CreateTempSubdirectory("edgenode-retention").FullName;

    [Fact]
    public async Task Cut_after_the_rows_went_the_bytes_go_at_start_and_nothing_is_taken_in_again_and_a_repeat_is_new()
    {
        await using (var box = await RetentionBox.WithStudiesAsync(_folder, ByAge, "1.9.1", "1.9.2"))
        {
            await box.Store.StampAsync(0, default);
            var candidate = box.Store.Candidates(5)[0];
            Assert.True(await box.Store.EvictAsync(candidate, default));
            Assert.Equal(3, box.Count("evicted_instances"));
        }

        // The cut left the segment as it was when a hole was about to be made: not sealed, and every byte of the instances there.
        File.SetAttributes(Assert.Single(Directory.GetFiles(Path.Combine(_folder, "instances"))), FileAttributes.Normal);

        await using (var box = new RetentionBox(_folder))
        {
            box.Open(ByAge);
            await box.Evictions.FinishAsync(default);
            Assert.Equal(0, box.Count("evicted_instances"));
        }

        await using var receiving = new ReceivingBox(_folder);
        await receiving.RecoverAsync(everySegment: true);
        Assert.Empty(receiving.Stored("1.9.1"));
        Assert.Equal(3, receiving.Stored("1.9.2").Count);
        Assert.Empty(receiving.Quarantined);

        Assert.Equal(DimseStatus.Success, await receiving.StoreAsync(receiving.Associate(), "1.9.1.1", RetentionBox.DataSet("1.9.1", 1)));
        Assert.Equal(RetentionBox.DataSet("1.9.1", 1), Assert.Single(receiving.Stored("1.9.1")));
    }

    [Fact]
    public async Task An_instance_without_a_row_behind_a_hole_is_taken_in()
    {
        await using (var box = await RetentionBox.WithStudiesAsync(_folder, ByAge, "1.9.1", "1.9.2"))
        {
            await box.WriteAsync("UPDATE cases SET state = 'Queued' WHERE study_uid = '1.9.2'");
            await box.LiveAsync(2);
            Assert.Equal(0, box.Instances("1.9.1"));
            await box.WriteAsync("DELETE FROM instances");
        }

        await using var receiving = new ReceivingBox(_folder);
        await receiving.RecoverAsync(everySegment: true);

        Assert.Equal(3, receiving.Stored("1.9.2").Count);
        Assert.Empty(receiving.Stored("1.9.1"));
        Assert.Empty(receiving.Quarantined);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Rows_that_come_back_from_a_copy_without_their_bytes_are_withdrawn(bool segmentIsGone)
    {
        var studies = segmentIsGone ? new[] { "1.9.1" } : ["1.9.1", "1.9.2"];
        await using (var box = await RetentionBox.WithStudiesAsync(_folder, ByAge, studies))
        {
            await box.WriteAsync("UPDATE cases SET state = 'Queued' WHERE study_uid = '1.9.2'");
            await box.WriteAsync("CREATE TABLE copy AS SELECT * FROM instances");
            await box.LiveAsync(2);
            Assert.Equal(segmentIsGone, !box.Segments.Any());
            await box.WriteAsync("INSERT OR IGNORE INTO instances SELECT * FROM copy; DROP TABLE copy");
        }

        await using var receiving = new ReceivingBox(_folder);
        await receiving.RecoverAsync(everySegment: true);

        Assert.Empty(receiving.Stored("1.9.1"));
        Assert.Equal(segmentIsGone ? 0 : 3, receiving.Stored("1.9.2").Count);
        Assert.Empty(receiving.Quarantined);
    }

    [Fact]
    public async Task A_segment_that_is_still_written_to_is_left_alone()
    {
        await using var box = await RetentionBox.WithStudiesAsync(_folder, ByAge, "1.9.1");
        File.SetAttributes(Assert.Single(box.Segments), FileAttributes.Normal);

        await box.LiveAsync(3);
        Assert.Equal(3, box.Instances("1.9.1"));

        Segment.Seal(Assert.Single(box.Segments), new FileInfo(Assert.Single(box.Segments)).Length);
        await box.LiveAsync(0);
        Assert.Equal(0, box.Instances("1.9.1"));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
