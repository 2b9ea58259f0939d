using System.Globalization;
using System.Text.Json;
using EdgeNode.Imaging.Geometry;
using EdgeNode.TestData;
using EdgeNode.TestPeers;

namespace EdgeNode.Appliance.Tests.Analysis.Geometry;

/// <summary>The marker study through the program itself: what its files say, read by nibabel and NumPy. Needs Debian's python3-nibabel.</summary>
public sealed class AnalyzeCommandTests(MarkerModel model) : IClassFixture<MarkerModel>, IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("edgenode-analyze").FullName;

    [Theory]
    [InlineData("axial")]
    [InlineData("feet first")]
    [InlineData("oblique")]
    [InlineData("tilted")]
    public void Segmentation_and_probabilities_lie_where_the_markers_are(string orientation)
    {
        var (study, results) = (Path.Combine(_folder, "study"), Path.Combine(_folder, "results"));
        MarkerSeries.Write(study, MarkerOrientations.All[orientation].DataSets());

        // Blocks with markers are no neck.
        var config = Path.Combine(_folder, "appliance.json");
        File.WriteAllText(config, """{ "analysis": { "coverage": { "leastNeckMm": 0 } } }""");

        PeerProgram.Run(Path.Combine(AppContext.BaseDirectory, "edgenode"), "analyze", study, "--out", results, "--config", config, "--model", model.Bundle, "--save-probabilities");

        var places = Marker.All.Select(marker => string.Create(CultureInfo.InvariantCulture, $"{(int)marker.Label}:{marker.Centre.X}:{marker.Centre.Y}:{marker.Centre.Z}"));
        var found = PeerProgram.Run(
            "/usr/bin/python3",
            ["-B", Path.Combine(RealData.Repository, "tests/Peers/Imaging/label_places.py"), Path.Combine(results, "segmentation.nii.gz"), "--probabilities", Path.Combine(results, "probabilities.npz"), "--", .. places]);
        using var result = JsonDocument.Parse(File.ReadAllText(Path.Combine(results, "result.json")));
        var nodes = result.RootElement.GetProperty("nodes").EnumerateArray().ToList();
        Assert.Equal(Marker.All.Count, nodes.Count);
        foreach (var (marker, line) in Marker.All.Zip(found.Split('\n', StringSplitOptions.RemoveEmptyEntries)))
        {
            Assert.True((Place(JsonDocument.Parse(line).RootElement) - marker.Centre).Length < 1.2, $"{marker.Name}: {line}");
            var node = nodes.MinBy(node => (Place(node.GetProperty("centroidMm")) - marker.Centre).Length);
            Assert.True((Place(node.GetProperty("centroidMm")) - marker.Centre).Length < 0.7);
            Assert.Equal(marker.Side, node.GetProperty("side").GetString());
        }
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static Vector3 Place(JsonElement numbers) => new(numbers[0].GetDouble(), numbers[1].GetDouble(), numbers[2].GetDouble());
}
