using System.Security.Cryptography;
using System.Text.Json;
using EdgeNode.Appliance.Sync;
using EdgeNode.Appliance.Sync.Crops;
using EdgeNode.Center.Hosting;
using EdgeNode.Contracts;
using EdgeNode.Contracts.Sync;
using EdgeNode.Imaging.Nifti;
using EdgeNode.TestPeers;

namespace EdgeNode.Appliance.Tests.Sync.Crops;

/// <summary>From the analysis to the centre's disk: real database, mosquitto, Kestrel with mutual TLS, and a line in between that is cut.</summary>
public sealed class CropTests : IAsyncLifetime
{
    private readonly Mosquitto _broker = new();
    private readonly TestAuthority _authority = new("edge-1");
    private readonly int _blobPort = FreePort.Next();
    private Centre _centre = null!;
    private CuttingProxy _line = null!;

    public async ValueTask InitializeAsync()
    {
        await _broker.StartAsync();
        _centre = new(new CenterOptions { Broker = _broker.Address, LongestPause = 0.3, Blobs = new() { Url = $"https://127.0.0.1:{_blobPort}", Tls = _authority.Files("localhost") } });
        await _centre.StartAsync();
        _line = new(_blobPort);
    }

    public async ValueTask DisposeAsync()
    {
        await _line.DisposeAsync();
        await _centre.DisposeAsync();
        await _broker.DisposeAsync();
        _authority.Dispose();
    }

    [Fact]
    public async Task Nothing_is_wanted_unless_the_site_has_turned_it_on()
    {
        await using var box = await CroppingBox.StartAsync(new() { Broker = _broker.Address, Timings = Box.Hurried });
        var id = await box.AnalysedAsync();
        Assert.Null(await box.Box.VerdictAsync(id, 1, "Reject"));
        Assert.Empty(box.Crops());
        Assert.False(new SyncOptions().Crops.Enabled);
    }

    [Fact]
    public async Task A_crop_is_at_the_centre_whole_before_its_reference_and_its_files_leave_the_box_on_the_receipt()
    {
        await using var box = await CroppingBox.StartAsync(Options());
        await box.AnalysedAsync();
        await Eventually.TrueAsync(() => box.Crops() is [{ State: CropStates.Done }], "the crop is done");
        var crop = Assert.Single(AtCentre());
        Assert.Equal((1, 1, CropChoice.Ene, false), (crop.Node, crop.Version, Assert.Single(crop.Why), crop.NearSkin));
        Assert.Equal([1, 2], crop.Nodes);
        foreach (var blob in new[] { crop.Image, crop.Labels, crop.Numbers })
            Assert.Equal(blob, new(Convert.ToHexStringLower(SHA256.HashData(Blob(blob))), Blob(blob).Length));
        Assert.Equal([0, 1, 3], Values(crop.Labels));
        Assert.Equal([0, 1, 2], Values(crop.Numbers));
        Assert.Equal([64, 64, 24], crop.Size);
        await Eventually.TrueAsync(() => Directory.GetFiles(box.Folder).Length == 0, "the files are gone here");
    }

    [Fact]
    public async Task An_outage_in_the_middle_of_a_file_and_restarts_on_both_sides_lose_nothing_and_send_nothing_twice()
    {
        await using var box = await CroppingBox.StartAsync(Options() with { Crops = Crops() with { PieceKiB = 16 } });
        _line.Delay = TimeSpan.FromMilliseconds(30);
        var ids = new List<Guid>();
        for (var i = 0; i < 3; i++)
            ids.Add(await box.AnalysedAsync());
        foreach (var id in ids)
            Assert.Null(await box.Box.VerdictAsync(id, 2, "Reject"));
        for (var cut = 0; cut < 6; cut++)
        {
            var before = _line.Up.Length;
            await Eventually.TrueAsync(() => _line.Up.Length > before + 20_000 || box.Crops().All(crop => crop.State == CropStates.Done), "some of it has gone");
            _line.Cut();
            if (cut == 1)
            {
                await box.EndAsync();
                await box.BeginAsync();
            }

            if (cut == 3)
            {
                _line.Refuse();
                await _centre.StopAsync();
                await _centre.StartAsync();
                _line.Accept();
            }
        }

        _line.Delay = TimeSpan.Zero;
        await Eventually.TrueAsync(() => box.Crops() is { Count: 6 } all && all.All(crop => crop.State == CropStates.Done), "all crops are done");
        Assert.Equal(6, AtCentre().Select(crop => (crop.CaseKey, crop.Node)).Distinct().Count());
        Assert.Equal(6, AtCentre().Count);
        Assert.All(AtCentre().SelectMany(crop => new[] { crop.Image, crop.Labels, crop.Numbers }), blob => Assert.Equal(blob.Bytes, Blob(blob).Length));
        Assert.Empty(Directory.GetFiles(Path.Combine(_centre.Blobs, "partial")));
    }

    [Fact]
    public async Task A_blob_that_the_centre_holds_to_its_last_byte_without_having_looked_at_it_is_made_whole()
    {
        _line.Refuse();
        await using var box = await CroppingBox.StartAsync(Options());
        await box.AnalysedAsync();
        await Eventually.TrueAsync(() => box.Crops() is [{ State: CropStates.Ready }], "the crop waits");
        foreach (var file in Directory.GetFiles(box.Folder))
            File.Copy(file, Path.Combine(_centre.Blobs, "partial", $"edge-1-{Path.GetFileName(file)}"));
        _line.Accept();
        await Eventually.TrueAsync(() => box.Crops() is [{ State: CropStates.Done }], "the crop is done");
        Assert.Single(AtCentre());
        Assert.Empty(Directory.GetFiles(Path.Combine(_centre.Blobs, "partial")));
    }

    [Fact]
    public async Task Whatever_goes_wrong_with_crops_the_box_goes_on_and_sends_them_when_it_is_put_right()
    {
        var files = _authority.Files("edge-1");
        var certificate = await File.ReadAllTextAsync(files.Certificate);
        await File.WriteAllTextAsync(files.Certificate, "half a certificate");
        await using var box = await CroppingBox.StartAsync(Options());
        await box.AnalysedAsync();
        await Eventually.TrueAsync(() => box.Lines.Any(line => line.StartsWith("5104 ", StringComparison.Ordinal)), "the trouble is told");
        await File.WriteAllTextAsync(files.Certificate, certificate);
        await Eventually.TrueAsync(() => box.Crops() is [{ State: CropStates.Done }], "the crop is done");
    }

    [Fact]
    public async Task A_missed_node_is_painted_and_the_crops_that_show_it_as_background_are_made_anew()
    {
        await using var box = await CroppingBox.StartAsync(Options());
        var id = await box.AnalysedAsync();
        await Eventually.TrueAsync(() => box.Crops() is [{ State: CropStates.Done }], "the first crop is done");
        Assert.Null(await box.Box.MissedAsync(id, "Positive", 14, 8, x: -10));
        await Eventually.TrueAsync(() => box.Crops() is [{ State: CropStates.Done, Version: 2 }, { State: CropStates.Done, Node: 1001 }], "both are at the centre");
        var crops = AtCentre();
        Assert.Equal([(1, 1), (1, 2), (1001, 1)], crops.Select(crop => (crop.Node, crop.Version)));
        Assert.Equal([1, 2, 1001], crops[1].Nodes);
        Assert.Equal([0, 1, 2, 1001], Values(crops[2].Numbers));
        var numbers = NiftiReader.ReadHu(new MemoryStream(Blob(crops[2].Numbers))).Volume!.Value;
        var missed = Enumerable.Range(0, numbers.Span.Length).Where(i => numbers.Span[i] == 1001).Select(i => i % 64).ToList();
        Assert.Equal((15, 4.0 / 3 * Math.PI * 7 * 4 * 4 / 2), (missed.Max() - missed.Min() + 1, missed.Count), (a, b) => a.Item1 == b.Item1 && Math.Abs(a.Item2 - b.Item2) < 40);
        Assert.Equal(1001, Assert.Single(_centre.Queries.Crops(), crop => crop.Number > 1000).Number);
    }

    [Fact]
    public async Task What_lies_under_the_skin_or_has_too_few_alike_waits_for_a_person()
    {
        await using var box = await CroppingBox.StartAsync(Options() with { Crops = Crops() with { MinimumPatients = 2 } });
        var id = await box.AnalysedAsync();
        Assert.Null(await box.Box.VerdictAsync(id, 3, "Reclassify", "Negative"));
        await Eventually.TrueAsync(() => box.Crops() is [{ Hold: "TOO_FEW_ALIKE" }, { Hold: "NEAR_SKIN TOO_FEW_ALIKE" }], "both are held");

        await box.Box.Box.Database.WriteAsync(connection => CropRelease.Release(connection, [box.Crops()[1].Id]));
        await Eventually.TrueAsync(() => box.Crops() is [{ State: CropStates.Held }, { State: CropStates.Done }], "the released one is done");
        Assert.True(Assert.Single(AtCentre()).NearSkin);
        await box.Box.Box.Database.WriteAsync(connection => CropRelease.Drop(connection, [box.Crops()[0].Id]));
        await Eventually.TrueAsync(() => Directory.GetFiles(box.Folder).Length == 0, "nothing waits");
        Assert.Equal((CropStates.Dropped, CropHolds.ByPerson), (box.Crops()[0].State, box.Crops()[0].Hold));
    }

    [Fact]
    public async Task Crops_that_cannot_be_sent_count_as_unsent_and_those_that_a_person_holds_do_not()
    {
        _line.Refuse();
        await using var box = await CroppingBox.StartAsync(Options());
        var id = await box.AnalysedAsync();
        await Eventually.TrueAsync(() => box.Crops() is [{ State: CropStates.Ready }] && box.Status is { Unsent: 1, OldestUnsent: not null }, "the crop alone is unsent");
        Assert.Null(await box.Box.VerdictAsync(id, 3, "Reclassify", "Negative"));
        await Eventually.TrueAsync(() => box.Crops() is [{ State: CropStates.Ready }, { State: CropStates.Held }] && box.Status.Unsent == 1, "the held one does not count");
        _line.Accept();
        await Eventually.TrueAsync(() => box.Crops()[0].State == CropStates.Done && box.Status is { Unsent: 0, OldestUnsent: null }, "nothing is unsent");
    }

    private CropOptions Crops() => new() { Enabled = true, MinimumPatients = 1, Centre = $"https://127.0.0.1:{_line.Port}", Tls = _authority.Files("edge-1") };

    private SyncOptions Options() => new() { Broker = _broker.Address, Timings = Box.Hurried, Crops = Crops() };

    private List<NodeCrop> AtCentre() =>
        [.. _centre.Queries.Payloads("crop").Select(payload => JsonSerializer.Deserialize(payload, ContractsJson.Default.NodeCrop)!)];

    private byte[] Blob(BlobReference blob) => File.ReadAllBytes(Path.Combine(_centre.Blobs, blob.Sha256[..2], blob.Sha256));

    private IReadOnlyList<int> Values(BlobReference blob) =>
        [.. NiftiReader.ReadHu(new MemoryStream(Blob(blob))).Volume!.Value.Span.ToArray().Distinct().Select(value => (int)value).Order()];
}
