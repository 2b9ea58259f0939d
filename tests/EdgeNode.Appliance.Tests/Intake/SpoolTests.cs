using EdgeNode.Appliance.Intake.Segments;
using EdgeNode.Dicom.Network;

namespace EdgeNode.Appliance.Tests.Intake;

public sealed class SpoolTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("edgenode-spool").FullName;

    private IEnumerable<string> Segments => Directory.GetFiles(Path.Combine(_folder, "instances")).Order(StringComparer.Ordinal);

    [Fact]
    public async Task What_was_received_comes_out_bit_for_bit_in_order_of_arrival()
    {
        await using var box = new ReceivingBox(_folder);
        var sent = Enumerable.Range(1, 20).Select(n => ReceivingBox.DataSet($"1.2.{n}", pixels: n * 7001, value: (byte)n)).ToList();
        var association = box.Associate();
        foreach (var (dataSet, n) in sent.Select((dataSet, i) => (dataSet, i + 1))) Assert.Equal(DimseStatus.Success, await box.StoreAsync(association, $"1.2.{n}", dataSet));

        Assert.Equal(sent, box.Stored());
    }

    [Fact]
    public async Task Associations_side_by_side_and_one_after_the_other_share_segments_and_keep_their_instances_apart()
    {
        await using var box = new ReceivingBox(_folder);
        await Parallel.ForEachAsync(Enumerable.Range(0, 24), new ParallelOptions { MaxDegreeOfParallelism = 4 }, async (n, _) =>
        {
            var association = box.Associate();
            for (var i = 0; i < 3; i++) Assert.Equal(DimseStatus.Success, await box.StoreAsync(association, $"1.2.{n}.{i}", ReceivingBox.DataSet($"1.2.{n}.{i}", $"1.9.{n}", 20_000, (byte)(n + i))));
            box.Sink.AssociationClosed(association, AssociationEnd.Released);
        });

        for (var n = 0; n < 24; n++) Assert.Equal(Enumerable.Range(0, 3).Select(i => ReceivingBox.DataSet($"1.2.{n}.{i}", $"1.9.{n}", 20_000, (byte)(n + i))), box.Stored($"1.9.{n}"));
        Assert.InRange(Segments.Count(), 1, 5);
    }

    [Fact]
    public async Task An_instance_longer_than_a_segment_is_kept_whole_and_the_next_one_goes_elsewhere()
    {
        await using var box = new ReceivingBox(_folder);
        var (large, small) = (ReceivingBox.DataSet("1.2.1", pixels: 70 << 20), ReceivingBox.DataSet("1.2.2"));
        var association = box.Associate();

        Assert.Equal(DimseStatus.Success, await box.StoreAsync(association, "1.2.1", large));
        Assert.Equal(DimseStatus.Success, await box.StoreAsync(association, "1.2.2", small));

        Assert.True(box.Stored()[0].AsSpan().SequenceEqual(large));
        Assert.Equal(small, box.Stored()[1]);
    }

    [Fact]
    public async Task A_repeat_is_answered_with_success_and_kept_once_and_its_room_is_used_again()
    {
        await using var box = new ReceivingBox(_folder);
        var association = box.Associate();
        var dataSet = ReceivingBox.DataSet("1.2.1");
        for (var i = 0; i < 3; i++) Assert.Equal(DimseStatus.Success, await box.StoreAsync(association, "1.2.1", dataSet));
        Assert.Equal(DimseStatus.Success, await box.StoreAsync(association, "1.2.2", ReceivingBox.DataSet("1.2.2")));
        box.Sink.AssociationClosed(association, AssociationEnd.Released);
        await box.DisposeAsync();

        Assert.Equal(2 * Segment.Align(dataSet.Length + 400), Segments.Sum(path => new FileInfo(path).Length));
    }

    [Fact]
    public async Task Another_instance_under_a_known_uid_is_refused_and_lies_in_quarantine_and_the_first_stays()
    {
        await using var box = new ReceivingBox(_folder);
        var association = box.Associate();
        var first = ReceivingBox.DataSet("1.2.1");
        await box.StoreAsync(association, "1.2.1", first);

        Assert.Equal(DimseStatus.DuplicateInstance, await box.StoreAsync(association, "1.2.1", ReceivingBox.DataSet("1.2.1", value: 8)));

        Assert.Equal(first, Assert.Single(box.Stored()));
        Assert.EndsWith(".SOP_INSTANCE_CONFLICT.dcm", Assert.Single(box.Quarantined), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_no_data_set_is_answered_so_and_lies_in_quarantine()
    {
        await using var box = new ReceivingBox(_folder);

        Assert.Equal(DimseStatus.CannotUnderstand, await box.StoreAsync(box.Associate(), "1.2.1", [.. Enumerable.Repeat((byte)0xAB, 3000)]));

        Assert.Empty(box.Stored());
        Assert.Single(box.Quarantined);
    }

    [Fact]
    public async Task An_abandoned_instance_leaves_nothing()
    {
        await using (var box = new ReceivingBox(_folder))
        {
            var association = box.Associate();
            await box.StoreAsync(association, "1.2.1", ReceivingBox.DataSet("1.2.1", pixels: 200_000), until: 150_000);
            box.Sink.AssociationClosed(association, AssociationEnd.Lost);
            Assert.Empty(box.Stored());
            Assert.Empty(box.Quarantined);
        }

        Assert.Empty(Segments);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
