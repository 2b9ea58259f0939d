using System.Text.Json;
using CsCheck;
using EdgeNode.Appliance.Alarms.Rules;
using EdgeNode.Contracts.Results;
using EdgeNode.TestData;

namespace EdgeNode.Appliance.Tests.Alarms;

public sealed class RuleTableTests
{
    private static readonly StudyFacts Good = new(1.5, 180, true);
    private static readonly RuleTable Table = RuleTableFile.Load("").Table!;

    public static TheoryData<string> Names() => [.. Cases().Select(test => test.GetProperty("name").GetString()!)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_case_of_the_shared_file_gets_its_urgency_and_its_reasons(string name)
    {
        var test = Cases().Single(c => c.GetProperty("name").GetString() == name);
        var nodes = test.GetProperty("nodes").EnumerateArray().Select((node, index) => Node(node, index + 1)).ToList();
        var study = new StudyFacts(
            Number(test, "sliceThicknessMm", 1.5), Number(test, "coverageMm", 180), Flag(test, "contrast", true), Flag(test, "redFlag", false), Flag(test, "clinicalRisk", false));

        var priority = Table.Judge(nodes, study);

        Assert.Equal(test.GetProperty("level").GetInt32(), priority.Level);
        Assert.Equal(test.GetProperty("fires").EnumerateArray().Select(id => id.GetString()).Order(), priority.Reasons.Select(reason => reason.Rule).Order());
    }

    [Fact]
    public void One_more_node_never_lowers_the_urgency() => Gen.Select(Nodes.Array[0, 6], Nodes).Sample((nodes, more) =>
    {
        var before = Table.Judge(Numbered(nodes), Good).Level;
        Assert.True(Table.Judge(Numbered([.. nodes, more]), Good).Level <= before);
    });

    [Fact]
    public void A_node_without_a_size_is_an_error_and_not_silence() =>
        Assert.Throws<ArgumentException>(() => Table.Judge([Node(NodeClass.Ene, double.NaN)], Good));

    [Fact]
    public void Every_fired_rule_names_its_nodes_and_its_source()
    {
        var priority = Table.Judge(Numbered([Node(NodeClass.Ene, 14), Node(NodeClass.Negative, 6), Node(NodeClass.Positive, 11)]), Good);

        Assert.Equal([1], priority.Reasons.Single(reason => reason.Rule == "U1").Nodes);
        Assert.Equal([3], priority.Reasons.Single(reason => reason.Rule == "E4").Nodes);
        Assert.All(priority.Reasons, reason => Assert.NotEmpty(reason.Source));
    }

    [Fact]
    public void The_first_table_of_the_design_is_read_as_it_stands() =>
        Assert.Empty(RuleTableFile.Load(RealData.PathOrSkip("design/triage-rules.json")).Errors);

    [Theory]
    [InlineData(9.9, true)]
    [InlineData(8.2, true)]
    [InlineData(8.1, false)]
    [InlineData(11.9, false)]
    public void Borderline_is_within_18_percent_of_the_threshold(double shortAxis, bool borderline) => Assert.Equal(borderline, Table.IsBorderline(shortAxis));

    private static readonly Gen<NodeFinding> Nodes = Gen.Select(
        Gen.Int[1, 3].Select(label => (NodeClass)label), Gen.Double[1, 40], Gen.Double[0, 1], Gen.Double[0, 60], Gen.Bool, Gen.Double[0, 0.4],
        (label, size, confidence, z, left, low) => Node(label, size, confidence, side: left ? "left" : "right", z: z, low: low));

    private static NodeFinding[] Numbered(NodeFinding[] nodes) => [.. nodes.Select((node, index) => node with { Id = index + 1 })];

    private static NodeFinding Node(JsonElement json, int id) => Node(
        Enum.Parse<NodeClass>(json.GetProperty("label").GetString()!),
        json.GetProperty("shortAxisMm").GetDouble(),
        Number(json, "confidence", 0.9),
        Number(json, "greatestDimensionMm", json.GetProperty("shortAxisMm").GetDouble()),
        json.TryGetProperty("side", out var side) ? side.GetString()! : "left",
        Number(json, "z", 0),
        json.TryGetProperty("lowDensityFraction", out var low) ? low.GetDouble() : null,
        Number(json, "volumeMm3", 300)) with { Id = id };

    private static NodeFinding Node(
        NodeClass label, double shortAxis, double confidence = 0.9, double? greatest = null, string side = "left", double z = 0, double? low = null, double volume = 300)
    {
        var probabilities = new double[3];
        Array.Fill(probabilities, (1 - confidence) / 2);
        probabilities[(int)label - 1] = confidence;
        return new()
        {
            Id = 1, Label = label, ClassProbabilities = probabilities, CentroidMm = [30, 0, z], Side = side, BoundingBoxVoxels = [0, 0, 0, 1, 1, 1],
            VolumeMm3 = volume, LongAxisMm = shortAxis, ShortAxisMm = shortAxis, LongAxisVoxels = [0, 0, 1, 1], ShortAxisVoxels = [0, 0, 1, 1],
            GreatestDimensionMm = greatest ?? shortAxis, AxialSlice = 0, MeanHu = 60, LowDensityFraction = low, Truncated = false,
        };
    }

    private static List<JsonElement> Cases() =>
        [.. JsonDocument.Parse(File.ReadAllText(Path.Combine(RealData.Repository, "tests/EdgeNode.Appliance.Tests/Alarms/rule-cases.json"))).RootElement.EnumerateArray()];

    private static double Number(JsonElement json, string name, double otherwise) => json.TryGetProperty(name, out var value) ? value.GetDouble() : otherwise;

    private static bool Flag(JsonElement json, string name, bool otherwise) => json.TryGetProperty(name, out var value) ? value.GetBoolean() : otherwise;
}
