using System.Diagnostics;
using System.Security.Cryptography;
using System.Text.Json;
using EdgeNode.Center.Blobs;
using EdgeNode.Center.Export;
using EdgeNode.Center.Storage;
using EdgeNode.Contracts.Results;
using EdgeNode.Imaging.Nifti;
using EdgeNode.TestPeers;
using Parquet;

namespace EdgeNode.Center.Tests.Export;

/// <summary>Training sets from SQLite and from a real PostgreSQL, looked at with nibabel.</summary>
public sealed class ExportTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("edgenode-export").FullName;
    private readonly BlobStore _blobs;
    private readonly Fleet _fleet;

    public ExportTests()
    {
        _blobs = new(Path.Combine(_folder, "blobs"));
        _fleet = new(_blobs);
    }

    [Fact]
    public async Task The_same_facts_are_the_same_bytes_from_either_store_in_whatever_order_the_sites_came()
    {
        await FilledAsync();
        using var file = CenterDatabase.Open(Path.Combine(_folder, "one"));
        _fleet.Into(file, "north", "south");
        await using var server = new Postgres();
        await server.StartAsync();
        using var shared = CenterDatabase.OpenPostgres(server.Connection);
        _fleet.Into(shared, "south", "north");
        var first = await WriteAsync(file, "a");
        var second = await WriteAsync(shared, "b");
        Assert.Equal(first, second);
        Assert.Equal(first, await WriteAsync(file, "c"));

        var manifest = JsonDocument.Parse(File.ReadAllText(Path.Combine(_folder, "a", "manifest.json"))).RootElement;
        Assert.Equal(_fleet.Messages.Count, manifest.GetProperty("facts").GetProperty("count").GetInt32());
        var listed = manifest.GetProperty("files").EnumerateArray().ToDictionary(entry => entry.GetProperty("path").GetString()!, entry => entry.GetProperty("sha256").GetString()!);
        Assert.Equal(first.Where(entry => entry.Key != "manifest.json"), listed.OrderBy(entry => entry.Key, StringComparer.Ordinal));
    }

    [Fact]
    public async Task Labels_are_what_physicians_said_of_each_node_and_nobody_judged_is_ignored()
    {
        await FilledAsync();
        using var database = Filled();
        await WriteAsync(database, "set");
        Assert.Equal((1, 3, 0), Classes("set", "north", "agreed and agreed", 2));
        Assert.Equal((0, 2, 0), Classes("set", "north", "rejected and reclassified", 2));
        Assert.Equal((4, 4, 0), Classes("set", "north", "nobody", 2));
        Assert.Equal((1, 4, 2), Classes("set", "south", "missed", 1001));
        Assert.Equal((1, 4, 0), Classes("set", "south", "missed and withdrawn", 1001));
        Assert.Equal((4, 3, 0), Classes("set", "south", "withdrawn", 2));

        var dataset = JsonDocument.Parse(File.ReadAllText(Path.Combine(_folder, "set", "dataset.json"))).RootElement;
        Assert.Equal((6, 4, "CT", ".nii.gz"), (
            dataset.GetProperty("numTraining").GetInt32(), dataset.GetProperty("labels").GetProperty("ignore").GetInt32(),
            dataset.GetProperty("channel_names").GetProperty("0").GetString(), dataset.GetProperty("file_ending").GetString()));
    }

    [Fact]
    public async Task Unreviewed_nodes_are_predicted_or_left_out_where_that_is_asked_for()
    {
        await FilledAsync();
        using var database = Filled();
        await WriteAsync(database, "predicted", Unreviewed.Predicted);
        Assert.Equal((1, 3, 0), Classes("predicted", "north", "nobody", 2));
        await WriteAsync(database, "reviewed", Unreviewed.LeaveOut);
        Assert.Equal(2, Directory.GetFiles(Path.Combine(_folder, "reviewed", "labelsTr")).Length);
        Assert.All(LeftOut("reviewed"), crop => Assert.Equal("NOT_REVIEWED", crop));
        Assert.Equal(4, LeftOut("reviewed").Count);
    }

    [Fact]
    public async Task What_is_missing_or_damaged_is_left_out_and_told()
    {
        await FilledAsync();
        var missing = await _fleet.CropAsync("north", "gone", 1);
        var damaged = await _fleet.CropAsync("north", "spoilt", 2);
        using var database = Filled();
        _blobs.Delete(missing.Image.Sha256);
        await File.AppendAllTextAsync(_blobs.Find(damaged.Image.Sha256)!, "x");
        await WriteAsync(database, "set");
        Assert.Equal(["BLOB_MISSING", "BLOB_MISSING"], LeftOut("set"));
        Assert.Equal(6, Directory.GetFiles(Path.Combine(_folder, "set", "imagesTr")).Length);
    }

    [Fact]
    public async Task No_patient_is_in_training_and_validation_and_every_site_is_held_out_once()
    {
        await FilledAsync();
        using var database = Filled();
        await WriteAsync(database, "set");
        var folds = JsonDocument.Parse(File.ReadAllText(Path.Combine(_folder, "set", "splits_final.json"))).RootElement.EnumerateArray().ToList();
        Assert.Equal(5, folds.Count);
        Assert.Equal(6, folds.Sum(fold => fold.GetProperty("val").GetArrayLength()));
        string[] same = [Fleet.Key("agreed and agreed"), Fleet.Key("nobody")];
        Assert.Single(folds, fold => same.All(key => Names(fold, "val").Any(name => name.Contains(key, StringComparison.Ordinal))));
        var sites = JsonDocument.Parse(File.ReadAllText(Path.Combine(_folder, "set", "splits_by_site.json"))).RootElement.EnumerateArray().ToList();
        Assert.Equal([3, 3], sites.Select(fold => Names(fold, "val").Count(name => Names(fold, "train").All(other => other[..5] != name[..5]))));
    }

    [Fact]
    public async Task Nibabel_sees_images_and_labels_on_one_grid_and_the_tables_are_read_back()
    {
        await FilledAsync();
        using var database = Filled();
        await WriteAsync(database, "set");
        var checking = """
            import sys, os, json, numpy, nibabel
            root = sys.argv[1]; d = json.load(open(os.path.join(root, "dataset.json"))); allowed = set(d["labels"].values())
            labels = sorted(os.listdir(os.path.join(root, "labelsTr"))); assert len(labels) == d["numTraining"] == 6
            for name in labels:
                seg = nibabel.load(os.path.join(root, "labelsTr", name)); ct = nibabel.load(os.path.join(root, "imagesTr", name[:-7] + "_0000.nii.gz"))
                assert seg.shape == ct.shape and numpy.array_equal(seg.affine, ct.affine) and numpy.allclose(seg.header.get_zooms(), ct.header.get_zooms())
                assert set(numpy.unique(numpy.asarray(seg.dataobj)).tolist()) <= allowed
            """;
        using var python = Process.Start(new ProcessStartInfo("/usr/bin/python3", ["-c", checking, Path.Combine(_folder, "set")]) { RedirectStandardError = true })!;
        Assert.Equal("", await python.StandardError.ReadToEndAsync());
        await python.WaitForExitAsync();
        Assert.Equal(0, python.ExitCode);

        await using var reader = await ParquetReader.CreateAsync(Path.Combine(_folder, "set", "tables", "nodes.parquet"));
        using var group = reader.OpenRowGroupReader(0);
        Assert.Equal(12, group.RowCount);
        var verdicts = new string?[12];
        await group.ReadAsync(reader.Schema.DataFields.Single(field => field.Name == "verdict"), verdicts.AsMemory());
        Assert.Equal(["Agree", "Reclassify", "Reject"], verdicts.OfType<string>().Distinct().Order());
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static List<string> Names(JsonElement fold, string part) => [.. fold.GetProperty(part).EnumerateArray().Select(name => name.GetString()!)];

    private async Task FilledAsync()
    {
        await JudgedAsync("north", "agreed and agreed", "p1", 2, () => (Judge("north", "agreed and agreed", 1, "Agree"), Judge("north", "agreed and agreed", 2, "Agree")));
        await JudgedAsync("north", "rejected and reclassified", "p2", 2, () => (Judge("north", "rejected and reclassified", 1, "Reject"), Judge("north", "rejected and reclassified", 2, "Reclassify", NodeClass.Positive)));
        await JudgedAsync("north", "nobody", "p1", 2, () => ("", ""));
        await JudgedAsync("south", "missed", "p1", 1001, () => (_fleet.Act("south", "missed", "MissedNode", 1001, label: NodeClass.Positive), Judge("south", "missed", 1, "Agree")));
        await JudgedAsync("south", "missed and withdrawn", "p3", 1001, () => (
            _fleet.Act("south", "missed and withdrawn", "Withdraw", 0, withdraws: _fleet.Act("south", "missed and withdrawn", "MissedNode", 1001, label: NodeClass.Positive)), Judge("south", "missed and withdrawn", 1, "Agree")));
        await JudgedAsync("south", "withdrawn", "p4", 2, () => (_fleet.Act("south", "withdrawn", "Withdraw", 0, withdraws: Judge("south", "withdrawn", 1, "Reject")), Judge("south", "withdrawn", 2, "Agree")));
    }

    private async Task JudgedAsync(string site, string name, string patient, int node, Func<(string, string)> acts)
    {
        _fleet.Report(site, name, patient);
        acts();
        await _fleet.CropAsync(site, name, node, missed: node > 1000);
    }

    private string Judge(string site, string name, int node, string verdict, NodeClass? label = null) => _fleet.Act(site, name, "Verdict", node, verdict, label);

    private CenterDatabase Filled()
    {
        var database = CenterDatabase.Open(Path.Combine(_folder, "store"));
        _fleet.Into(database, "north", "south");
        return database;
    }

    /// <summary>Every file of the set with its hash.</summary>
    private async Task<SortedDictionary<string, string>> WriteAsync(CenterDatabase database, string to, Unreviewed unreviewed = Unreviewed.Ignore)
    {
        var folder = Path.Combine(_folder, to);
        await new TrainingSet(_blobs, "Dataset101_X", unreviewed).WriteAsync(TrainingFacts.Read(database), folder);
        return new(Directory.GetFiles(folder, "*", SearchOption.AllDirectories).ToDictionary(
            file => Path.GetRelativePath(folder, file), file => Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(file)))), StringComparer.Ordinal);
    }

    private List<string> LeftOut(string set) => [.. JsonDocument.Parse(File.ReadAllText(Path.Combine(_folder, set, "manifest.json"))).RootElement
        .GetProperty("leftOut").EnumerateArray().Select(crop => crop.GetProperty("why").GetString()!)];

    /// <summary>Labels of node 1, node 2 and the missed node of a crop.</summary>
    private (int First, int Second, int Missed) Classes(string set, string site, string name, int node)
    {
        var labels = NiftiReader.ReadLabels(Path.Combine(_folder, set, "labelsTr", $"{site}_{Fleet.Key(name)}_r1_n{node:0000}.nii.gz")).Volume!.Value;
        return (labels.Span[labels.IndexOf(4, 2, 3)], labels.Span[labels.IndexOf(4, 5, 3)], labels.Span[labels.IndexOf(4, 8, 3)]);
    }
}
