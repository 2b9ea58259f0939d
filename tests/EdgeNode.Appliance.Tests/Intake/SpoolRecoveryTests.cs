using EdgeNode.Appliance.Intake;
using EdgeNode.Appliance.Storage;
using EdgeNode.Dicom.Network;

namespace EdgeNode.Appliance.Tests.Intake;

/// <summary>A crash is a box whose files stay as they are at that moment, and a new box on the same folder.</summary>
public sealed class SpoolRecoveryTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("edgenode-recovery").FullName;

    [Fact]
    public async Task After_a_crash_what_was_acknowledged_is_there_once_and_part_of_an_instance_lies_in_quarantine()
    {
        var crashed = new ReceivingBox(_folder);
        var association = crashed.Associate();
        var sent = Enumerable.Range(1, 5).Select(n => ReceivingBox.DataSet($"1.2.{n}", value: (byte)n)).ToList();
        for (var n = 1; n <= 5; n++) await crashed.StoreAsync(association, $"1.2.{n}", sent[n - 1]);
        var broken = await crashed.Sink.BeginAsync(association, new(ReceivingBox.Ct, "1.2.6", "1.2.840.10008.1.2.1"), default);
        await broken.WriteAsync(new(ReceivingBox.DataSet("1.2.6", pixels: 200_000)[..150_000]), default);
        await crashed.CrashAsync();

        await using var box = new ReceivingBox(_folder);
        await box.RecoverAsync();

        Assert.Equal(sent, box.Stored());
        Assert.EndsWith("." + SpoolRecovery.NotAcknowledged + ".dcm", Assert.Single(box.Quarantined), StringComparison.Ordinal);
        await box.RecoverAsync();
        Assert.Equal(sent, box.Stored());
        Assert.Single(box.Quarantined);
    }

    [Theory]
    [InlineData("'1.2.2', '1.2.3'")]
    [InlineData("'1.2.1', '1.2.2'")]
    [InlineData("'1.2.2'")]
    [InlineData("'1.2.1', '1.2.2', '1.2.3'")]
    public async Task A_whole_instance_without_a_row_is_taken_in_wherever_it_stands_and_sending_it_again_is_a_repeat(string lost)
    {
        var crashed = new ReceivingBox(_folder);
        var association = crashed.Associate();
        var sent = Enumerable.Range(1, 3).Select(n => ReceivingBox.DataSet($"1.2.{n}", value: (byte)n)).ToList();
        for (var n = 1; n <= 3; n++) await crashed.StoreAsync(association, $"1.2.{n}", sent[n - 1]);
        await crashed.CrashAsync();
        await WriteAsync($"DELETE FROM instances WHERE sop_instance_uid IN ({lost})");

        await using var box = new ReceivingBox(_folder);
        await box.RecoverAsync();

        Assert.Equal(sent.Select(Convert.ToHexString).Order(), box.Stored().Select(Convert.ToHexString).Order());
        Assert.Equal(DimseStatus.Success, await box.StoreAsync(box.Associate(), "1.2.3", sent[2]));
        Assert.Equal(3, box.Stored().Count);
        Assert.Empty(box.Quarantined);
    }

    [Fact]
    public async Task A_row_whose_bytes_did_not_reach_the_disk_is_withdrawn_and_the_instance_can_be_sent_again()
    {
        var crashed = new ReceivingBox(_folder);
        var association = crashed.Associate();
        var sent = Enumerable.Range(1, 2).Select(n => ReceivingBox.DataSet($"1.2.{n}", value: (byte)n)).ToList();
        for (var n = 1; n <= 2; n++) await crashed.StoreAsync(association, $"1.2.{n}", sent[n - 1]);
        await crashed.CrashAsync();
        var used = Directory.GetFiles(Path.Combine(_folder, "instances")).Single(HoldsRecords);
        await using (var segment = new FileStream(used, FileMode.Open, FileAccess.Write, FileShare.ReadWrite))
        {
            // The second instance begins at the third block; one of its pages was not written before the cut.
            segment.Position = (2 * 4096) + 3000;
            segment.Write(new byte[1000]);
        }

        await using var box = new ReceivingBox(_folder);
        await box.RecoverAsync();

        Assert.Equal(sent[..1], box.Stored());
        Assert.EndsWith("." + SpoolRecovery.Torn + ".dcm", Assert.Single(box.Quarantined), StringComparison.Ordinal);
        Assert.Equal(DimseStatus.Success, await box.StoreAsync(box.Associate(), "1.2.2", sent[1]));
        Assert.Equal(sent, box.Stored());
    }

    [Fact]
    public async Task A_study_of_which_nothing_reached_the_disk_leaves_no_case()
    {
        var crashed = new ReceivingBox(_folder);
        await crashed.StoreAsync(crashed.Associate(), "1.2.1", ReceivingBox.DataSet("1.2.1"));
        await crashed.CrashAsync();
        foreach (var path in Directory.GetFiles(Path.Combine(_folder, "instances"))) await File.WriteAllBytesAsync(path, new byte[1 << 20]);

        await using var box = new ReceivingBox(_folder);
        await box.RecoverAsync();

        Assert.Empty(box.Cases.InState(EdgeNode.Contracts.Results.CaseState.Receiving));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static bool HoldsRecords(string path)
    {
        using var stream = File.OpenRead(path);
        return stream.ReadByte() != 0;
    }

    private async Task WriteAsync(string sql)
    {
        await using var database = Database.Open(_folder);
        await database.WriteAsync(connection => connection.Execute(sql));
    }
}
