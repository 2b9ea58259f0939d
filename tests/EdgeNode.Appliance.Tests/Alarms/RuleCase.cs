using System.Text.Json;
using EdgeNode.Appliance.Alarms.Rules;
using EdgeNode.Contracts.Results;

namespace EdgeNode.Appliance.Tests.Alarms;

/// <summary>One case of rule-cases.json: what is given, and the priority and rules that are expected.</summary>
internal sealed record RuleCase(string Name, RuleCase.GivenStudy? Study, IReadOnlyList<RuleCase.GivenNode> Nodes, int? Level, IReadOnlyList<string> Rules, string State = "Analysed")
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { UnmappedMemberHandling = System.Text.Json.Serialization.JsonUnmappedMemberHandling.Disallow };

    public static RuleTable Included { get; } = RuleTableFile.Load("").Table!;

    public static IReadOnlyList<RuleCase> All { get; } = Read();

    public StudyFacts Facts => (Study ?? new()).ToFacts();

    public IReadOnlyList<NodeFinding> Findings => [.. Nodes.Select((node, i) => node.ToFinding(i + 1))];

    public IReadOnlyDictionary<int, NodeReview> Reviews => Nodes.Index().Where(item => item.Item.Review is not null).ToDictionary(item => item.Index + 1, item => item.Item.Review!.ToReview());

    private static IReadOnlyList<RuleCase> Read()
    {
        using var stream = typeof(RuleCase).Assembly.GetManifestResourceStream("rule-cases.json")!;
        return JsonSerializer.Deserialize<CaseFile>(stream, Json)!.Cases;
    }

    private sealed record CaseFile(string Note, IReadOnlyList<RuleCase> Cases);

    internal sealed record GivenStudy(double SliceMm = 1, double CoverageMm = 250, bool Contrast = true, bool RedFlag = false, bool ClinicalRisk = false)
    {
        public StudyFacts ToFacts() => new(SliceMm, CoverageMm, Contrast, RedFlag, ClinicalRisk);
    }

    internal sealed record GivenReview(bool Rejected = false, string? Class = null, double? Sa = null, double? La = null, string? Level = null)
    {
        public NodeReview ToReview() => new() { Rejected = Rejected, Class = Class is null ? null : GivenNode.ClassOf(Class), ShortAxisMm = Sa, LongAxisMm = La, Level = Level };
    }

    internal sealed record GivenNode(
        string Class, double Sa, double? Maxd = null, double Conf = 0.9, string Side = "left", double[]? At = null, double? LowDensity = null, double Volume = 500, GivenReview? Review = null, int[]? Box = null)
    {
        public static NodeClass ClassOf(string name) => name switch { "N" => NodeClass.Negative, "P" => NodeClass.Positive, "ENE" => NodeClass.Ene, _ => throw new ArgumentException(name) };

        public NodeFinding ToFinding(int id)
        {
            var label = ClassOf(Class);
            var probabilities = Enumerable.Repeat((1 - Conf) / 2, 3).ToArray();
            probabilities[(int)label - 1] = Conf;
            return new()
            {
                Id = id,
                Label = label,
                ClassProbabilities = probabilities,
                CentroidMm = At ?? [40, 0, id * 100],
                Side = Side,
                BoundingBoxVoxels = Box ?? [0, 0, 0, 1, 1, 1],
                VolumeMm3 = Volume,
                LongAxisMm = Sa,
                ShortAxisMm = Sa,
                LongAxisVoxels = [0, 0, 1, 0],
                ShortAxisVoxels = [0, 0, 0, 1],
                GreatestDimensionMm = Maxd ?? Sa,
                AxialSlice = 0,
                MeanHu = 60,
                LowDensityFraction = LowDensity,
                Truncated = false,
            };
        }
    }
}
