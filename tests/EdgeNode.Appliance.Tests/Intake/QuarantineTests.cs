using EdgeNode.Dicom.Network;
using Microsoft.Extensions.Time.Testing;

namespace EdgeNode.Appliance.Tests.Intake;

/// <summary>What is set aside stays until a person takes it away, and a peer that sends nothing else cannot fill the disk with it.</summary>
public sealed class QuarantineTests : IDisposable
{
    private static readonly byte[] Rubbish = [.. Enumerable.Repeat((byte)0xAB, 300_000)];

    private readonly string _folder = Directory.CreateTempSubdirectory("edgenode-quarantine").FullName;

    private readonly FakeTimeProvider _time = new(TimeProvider.System.GetUtcNow());

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Refused_instances_that_stood_in_the_same_place_of_a_segment_do_not_replace_each_other()
    {
        await using var box = new ReceivingBox(_folder);
        var association = box.Associate();
        foreach (var value in new byte[] { 7, 8, 9 }) await box.StoreAsync(association, "1.2.1", ReceivingBox.DataSet("1.2.1", value: value));

        Assert.Equal(2, box.Quarantined.Count(name => name.EndsWith(".SOP_INSTANCE_CONFLICT.dcm", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_full_quarantine_says_so_keeps_what_it_has_and_takes_more_once_there_is_room()
    {
        await using var box = new ReceivingBox(_folder, quarantineMiB: 1, time: _time);
        var association = box.Associate();
        Assert.Null(box.Quarantine.Problem());
        for (var n = 0; n < 6; n++) Assert.Equal(DimseStatus.CannotUnderstand, await box.StoreAsync(association, $"1.2.{n}", Rubbish));

        Assert.Equal(3, box.Quarantined.Count());
        Assert.Contains(box.Quarantine.Folder, box.Quarantine.Problem(), StringComparison.Ordinal);

        foreach (var path in Directory.GetFiles(box.Quarantine.Folder)) File.Delete(path);
        _time.Advance(TimeSpan.FromSeconds(10));
        Assert.Null(box.Quarantine.Problem());
        Assert.Equal(DimseStatus.CannotUnderstand, await box.StoreAsync(association, "1.2.9", Rubbish));
        Assert.Single(box.Quarantined);
    }

    [Fact]
    public async Task A_folder_that_was_taken_away_is_an_empty_one_and_is_made_anew_when_it_is_needed()
    {
        await using var box = new ReceivingBox(_folder, quarantineDays: 30, time: _time);
        var association = box.Associate();
        await box.StoreAsync(association, "1.2.1", Rubbish);

        Directory.Delete(box.Quarantine.Folder, recursive: true);
        _time.Advance(TimeSpan.FromSeconds(10));
        Assert.Null(box.Quarantine.Problem());
        box.Quarantine.Sweep();
        Assert.Equal(DimseStatus.CannotUnderstand, await box.StoreAsync(association, "1.2.2", Rubbish));
        Assert.Single(box.Quarantined);
    }

    [Fact]
    public async Task Remains_of_a_crash_are_set_aside_even_when_it_is_full()
    {
        var crashed = new ReceivingBox(_folder, quarantineMiB: 1);
        var association = crashed.Associate();
        for (var n = 0; n < 4; n++) await crashed.StoreAsync(association, $"1.2.{n}", Rubbish);
        var broken = await crashed.Sink.BeginAsync(association, new(ReceivingBox.Ct, "1.2.6", "1.2.840.10008.1.2.1"), default);
        await broken.WriteAsync(new(ReceivingBox.DataSet("1.2.6", pixels: 200_000)[..150_000]), default);
        await crashed.CrashAsync();

        await using var box = new ReceivingBox(_folder, quarantineMiB: 1);
        await box.RecoverAsync();

        Assert.Single(box.Quarantined, name => name.Contains(".NOT_ACKNOWLEDGED.", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(30, 0)]
    public async Task Age_removes_nothing_unless_a_limit_is_set(int days, int left)
    {
        await using var box = new ReceivingBox(_folder, quarantineDays: days, time: _time);
        await box.StoreAsync(box.Associate(), "1.2.1", Rubbish);

        _time.Advance(TimeSpan.FromDays(29));
        box.Quarantine.Sweep();
        Assert.Single(box.Quarantined);
        _time.Advance(TimeSpan.FromDays(2));
        box.Quarantine.Sweep();
        Assert.Equal(left, box.Quarantined.Count());
    }
}
