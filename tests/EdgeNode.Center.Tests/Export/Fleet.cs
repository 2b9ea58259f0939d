using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using EdgeNode.Center.Blobs;
using EdgeNode.Center.Collecting;
using EdgeNode.Center.Storage;
using EdgeNode.Contracts;
using EdgeNode.Contracts.Results;
using EdgeNode.Contracts.Sync;
using EdgeNode.Imaging.Geometry;
using EdgeNode.Imaging.Nifti;
using EdgeNode.Imaging.Volumes;
using EdgeNode.TestData;

namespace EdgeNode.Center.Tests.Export;

/// <summary>Facts of made-up sites, as messages, and their crops as blobs. What it makes depends on the names it is given alone.</summary>
internal sealed class Fleet(BlobStore blobs)
{
    /// <summary>In the order of the box, by site.</summary>
    public List<(string Site, string Kind, Guid Id, byte[] Payload)> Messages { get; } = [];

    public static string Key(string name) => Convert.ToHexStringLower(SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(name)))[..32];

    /// <summary>A report with a negative node 1 and an ENE node 2, of a patient.</summary>
    public void Report(string site, string name, string patient, int revision = 1)
    {
        var sample = JsonSerializer.Deserialize(Samples.Of("report").Bytes, ContractsJson.Default.CaseReport)!;
        var nodes = new[] { sample.Nodes[1] with { Id = 1, Label = NodeClass.Negative }, sample.Nodes[0] with { Id = 2, Label = NodeClass.Ene } };
        var subject = new ReportedSubject(Key(patient), "2.25.7", new DateOnly(2025, 3, 1), "60-69", "F");
        Add(site, Topics.ResultKind, name, sample with { Id = Id($"{name} report {revision}"), CaseKey = Key(name), Revision = revision, Nodes = nodes, Subject = subject }, ContractsJson.Default.CaseReport);
    }

    public string Act(string site, string name, string kind, int node, string? verdict = null, NodeClass? label = null, string? withdraws = null, int revision = 1, string reader = "a", double? sinceAlarm = 370.5)
    {
        var sample = JsonSerializer.Deserialize(Samples.Of("reclassified").Bytes, ContractsJson.Default.FeedbackAct)!;
        var key = Key($"{name} act {Messages.Count}");
        Add(
            site,
            Topics.FeedbackKind,
            name,
            sample with
            {
                Id = Id($"{name} act {Messages.Count}"),
                CaseKey = Key(name),
                Kind = kind,
                Node = withdraws is null ? node : null,
                Verdict = verdict,
                Class = label,
                ActKey = key,
                WithdrawsKey = withdraws,
                Revision = revision,
                Reader = sample.Reader with { Key = Key(reader)[..16] },
                SecondsSinceAlarm = sinceAlarm,
                ShortAxisMm = kind == "MissedNode" ? 6.5 : null,
                Decision = kind == "Decide" ? "TransferNow" : null,
            },
            ContractsJson.Default.FeedbackAct);
        return key;
    }

    /// <summary>A crop of 12 x 10 x 6 voxels in which node 1 is a bar of negative voxels, node 2 one of ENE voxels, and node 1001, if there, one of no label.</summary>
    public async Task<NodeCrop> CropAsync(string site, string name, int node, bool missed = false, int revision = 1, int version = 1, string why = "ENE_FINDING", bool drawn = false)
    {
        var (ct, labels, numbers) = drawn ? DrawnCrop.Make() : Bars(node, Key(name), missed);
        var crop = new NodeCrop
        {
            Id = Id($"{name} crop {node} {version}"),
            CaseKey = Key(name),
            Revision = revision,
            Node = node,
            Version = version,
            Why = [why],
            Image = await KeepAsync(stream => NiftiWriter.Write(ct, stream, gzip: true)),
            Labels = await KeepAsync(stream => NiftiWriter.Write(labels, stream, gzip: true)),
            Numbers = await KeepAsync(stream => NiftiWriter.Write(numbers, stream, gzip: true)),
            Size = [ct.Size.X, ct.Size.Y, ct.Size.Z],
            SpacingMm = [ct.Geometry.SpacingMm.X, ct.Geometry.SpacingMm.Y, ct.Geometry.SpacingMm.Z],
            Nodes = missed ? [1, 2, 1001] : [1, 2],
            NearSkin = false,
        };
        Add(site, Topics.CropKind, name, crop, ContractsJson.Default.NodeCrop);
        return crop;
    }

    public void Telemetry(string site) => Add(
        site, Topics.TelemetryKind, "", JsonSerializer.Deserialize(Samples.Of("telemetry").Bytes, ContractsJson.Default.Telemetry)! with { Id = Id($"{site} telemetry {Messages.Count}") }, ContractsJson.Default.Telemetry);

    /// <summary>A week's sketch with so many studies, alarms among them, and nodes that are all in one bin of the short axis.</summary>
    public void Sketch(string site, int week, int studies, int alarms, int bin)
    {
        var sample = JsonSerializer.Deserialize(Samples.Of("drift sketch").Bytes, ContractsJson.Default.DriftSketch)!;
        var counts = sample.ShortAxisMm.Counts.Select((_, i) => i == bin ? studies * 2 : 2).ToArray();
        Add(
            site,
            Topics.DriftKind,
            "",
            sample with
            {
                Id = Id($"{site} sketch {week}"),
                Week = $"2026-W{week:00}",
                Analysed = studies,
                Priorities = [alarms, 0, 0, studies - alarms],
                ShortAxisMm = sample.ShortAxisMm with { Counts = counts },
            },
            ContractsJson.Default.DriftSketch);
    }

    /// <summary>Everything into a store, as it would come from the broker; sites in this order.</summary>
    public void Into(CenterDatabase database, params string[] sites)
    {
        var store = new ReportStore(database, TimeProvider.System);
        foreach (var message in sites.SelectMany(site => Messages.Where(message => message.Site == site)))
        {
            var arrival = Inspection.Of(new($"edge/v1/{message.Site}/up/{message.Kind}", message.Payload, message.Id.ToString(), "e1"));
            Assert.IsType<FactArrival>(arrival);
            Assert.Equal(1, store.Commit([arrival]).Stored);
        }
    }

    private static (Volume<short> Hu, Volume<byte> Labels, Volume<short> Numbers) Bars(int node, string key, bool missed)
    {
        var grid = GridGeometry.AxisAligned(new(12, 10, 6), new(0.5, 0.5, 1.5));
        var (ct, labels, numbers) = (new Volume<short>(grid, new short[720]), new Volume<byte>(grid, new byte[720]), new Volume<short>(grid, new short[720]));
        for (var i = 0; i < 720; i++)
            ct.Span[i] = (short)((i + node + key[i % 32]) % 200);
        for (var x = 2; x < 8; x++)
        {
            (labels.Span[labels.IndexOf(x, 2, 3)], numbers.Span[labels.IndexOf(x, 2, 3)]) = (1, 1);
            (labels.Span[labels.IndexOf(x, 5, 3)], numbers.Span[labels.IndexOf(x, 5, 3)]) = (3, 2);
            if (missed)
                numbers.Span[labels.IndexOf(x, 8, 3)] = 1001;
        }

        return (ct, labels, numbers);
    }

    private static Guid Id(string name) => new(SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(name)).AsSpan(0, 16));

    private void Add<T>(string site, string kind, string name, T content, JsonTypeInfo<T> type)
    {
        _ = name;
        var payload = JsonSerializer.SerializeToUtf8Bytes(content, type);
        Messages.Add((site, kind, JsonDocument.Parse(payload).RootElement.GetProperty("id").GetGuid(), payload));
    }

    private async Task<BlobReference> KeepAsync(Action<Stream> write)
    {
        using var memory = new MemoryStream();
        write(memory);
        var name = Convert.ToHexStringLower(SHA256.HashData(memory.ToArray()));
        memory.Position = 0;
        await blobs.AddAsync(name, "test", 0, memory.Length, memory, default);
        return new(name, memory.Length);
    }
}
