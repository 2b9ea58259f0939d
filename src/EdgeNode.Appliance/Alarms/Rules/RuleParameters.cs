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
        level is null ? _numbers[ShortAxis]
        : NeckLevels.Widening(level).Where(_byLevel.ContainsKey).Select(known => _byLevel[known]).FirstOrDefault(_numbers[ShortAxis]);

    /// <summary>Short axes (from, below) that count as borderline in a cluster.</summary>
    public (double From, double To) BorderlineRange(string? level) => _ranges[level is "II" or "IIA" or "IIB" ? BorderlineLevelTwo : Borderline];

    /// <summary>Reads and checks all of them.</summary>
    public static RuleParameters Read(LocatedJson json, RuleMistakes mistakes)
    {
        string[] known = [.. Numbers, ShortAxisByLevel, Borderline, BorderlineLevelTwo];
        var parameters = new RuleParameters();
        mistakes.CheckNames(json, "params", known);
        foreach (var member in json.Members.Where(member => known.Contains(member.Name)))
        {
            mistakes.Unless(parameters.Take(member.Name, member.Value), member.Value.At, $"params.{member.Name}", Expected(member.Name));
        }

        foreach (var missing in known.Where(name => json[name] is null))
        {
            mistakes.Add(json.At, $"params.{missing}", $"is missing: {Expected(missing)}");
        }

        return parameters;
    }

    private bool Take(string name, LocatedJson value)
    {
        if (Numbers.Contains(name))
        {
            _numbers[name] = value.Number;
            return IsAmount(value) && RuleFields.UnitOf(name) switch
            {
                RuleFields.Share => value.Number <= 1,
                RuleFields.Count => double.IsInteger(value.Number),
                _ => true,
            };
        }

        if (name == ShortAxisByLevel)
        {
            value.Members.ToList().ForEach(level => _byLevel[level.Name] = level.Value.Number);
            return value.Kind == JsonValueKind.Object && value.Members.All(level => NeckLevels.Known.Contains(level.Name) && IsAmount(level.Value));
        }

        var isRange = value.Items.Count == 2 && value.Items.All(IsAmount) && value.Items[0].Number < value.Items[1].Number;
        _ranges[name] = isRange ? (value.Items[0].Number, value.Items[1].Number) : default;
        return isRange;
    }

    /// <summary>A finite number that is not negative: 1e999 reads as infinity, and an infinite threshold would never alarm.</summary>
    private static bool IsAmount(LocatedJson value) => value.Kind == JsonValueKind.Number && double.IsFinite(value.Number) && value.Number >= 0;

    private static string Expected(string name) => name switch
    {
        Borderline or BorderlineLevelTwo => "write two ascending lengths in mm, such as [8, 10]",
        ShortAxisByLevel => $"write lengths in mm by level, such as {{ \"II\": 11 }}; levels are {string.Join(", ", NeckLevels.Known)}",
        _ when RuleFields.UnitOf(name) == RuleFields.Share => "write a share between 0 and 1",
        _ when RuleFields.UnitOf(name) == RuleFields.Count => "write a whole number that is not negative",
        _ => $"write a number that is not negative ({RuleFields.UnitOf(name)})",
    };
}
