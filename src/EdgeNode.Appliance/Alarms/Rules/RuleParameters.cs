using System.Text.Json;

namespace EdgeNode.Appliance.Alarms.Rules;

/// <summary>The thresholds of a rule table: named numbers, some by neck level. Lengths in mm.</summary>
internal sealed class RuleParameters
{
    public const string ShortAxis = "sa_mm";
    public const string ShortAxisByLevel = "sa_level_mm";
    public const string Borderline = "borderline_mm";
    public const string BorderlineLevelTwo = "borderline_levelII_mm";

    private static readonly string[] Numbers =
    [
        ShortAxis, "cluster_n", "cluster_link_mm", "uncertainty_frac", "n2_mm", "n3_mm", "necrosis_frac", "necrosis_min_mm3",
        "ene_min_sa_mm", "ene_min_conf", "max_slice_mm", "min_cover_mm", "stale_hours",
    ];

    private readonly Dictionary<string, double> _numbers = [];
    private readonly Dictionary<string, double> _byLevel = [];
    private readonly Dictionary<string, (double From, double To)> _ranges = [];

    /// <summary>A named number.</summary>
    /// <exception cref="KeyNotFoundException">Not one of the table's; a validated table has them all.</exception>
    public double this[string name] => _numbers[name];

    public bool IsNumber(string name) => _numbers.ContainsKey(name);

    /// <summary>Short axis from which a node counts as enlarged, mm; a level that is not known takes the general one.</summary>
    public double ShortAxisThreshold(string? level) =>
        level is not null && _byLevel.TryGetValue(level, out var special) ? special : _numbers[ShortAxis];

    /// <summary>Short axes (from, below) that count as borderline in a cluster.</summary>
    public (double From, double To) BorderlineRange(string? level) => _ranges[level == "II" ? BorderlineLevelTwo : Borderline];

    /// <summary>Reads and checks all of them; mistakes go to <paramref name="complain"/> as (path, what to write instead).</summary>
    public static RuleParameters Read(IReadOnlyDictionary<string, JsonElement> json, Action<string, string> complain)
    {
        var parameters = new RuleParameters();
        foreach (var (name, value) in json)
        {
            if (!parameters.Take(name, value))
            {
                complain($"params.{name}", Expected(name));
            }
        }

        foreach (var missing in Numbers.Concat([ShortAxisByLevel, Borderline, BorderlineLevelTwo]).Where(name => !json.ContainsKey(name)))
        {
            complain($"params.{missing}", $"is missing: {Expected(missing)}");
        }

        return parameters;
    }

    private bool Take(string name, JsonElement value)
    {
        if (Numbers.Contains(name))
        {
            return IsAmount(value) && _numbers.TryAdd(name, value.GetDouble());
        }

        if (name is Borderline or BorderlineLevelTwo)
        {
            return value.ValueKind == JsonValueKind.Array && value.GetArrayLength() == 2
                && value.EnumerateArray().All(IsAmount)
                && value[0].GetDouble() < value[1].GetDouble()
                && _ranges.TryAdd(name, (value[0].GetDouble(), value[1].GetDouble()));
        }

        return name == ShortAxisByLevel && value.ValueKind == JsonValueKind.Object
            && value.EnumerateObject().All(level => IsAmount(level.Value) && _byLevel.TryAdd(level.Name, level.Value.GetDouble()));
    }

    /// <summary>A finite number that is not negative: 1e999 reads as infinity, and an infinite threshold would never alarm.</summary>
    private static bool IsAmount(JsonElement value) =>
        value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var number) && double.IsFinite(number) && number >= 0;

    private static string Expected(string name) => name switch
    {
        Borderline or BorderlineLevelTwo => "write two ascending lengths in mm, such as [8, 10]",
        ShortAxisByLevel => "write lengths in mm by level, such as { \"II\": 11 }",
        _ when Numbers.Contains(name) => "write a number that is not negative",
        _ => $"is not a parameter; known are {string.Join(", ", Numbers)}, {ShortAxisByLevel}, {Borderline}, {BorderlineLevelTwo}",
    };
}
