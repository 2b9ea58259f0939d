namespace EdgeNode.Appliance.Alarms.Rules;

/// <summary>Neck node levels a threshold may be given for. RP is lateral, RPM medial retropharyngeal.</summary>
internal static class NeckLevels
{
    public static readonly string[] Known = ["I", "IA", "IB", "II", "IIA", "IIB", "III", "IV", "V", "VA", "VB", "VI", "VII", "RP", "RPM"];

    /// <summary>The level and the one that contains it: IIA is in II.</summary>
    public static IEnumerable<string> Widening(string level)
    {
        yield return level;
        if (level.EndsWith('A') || level.EndsWith('B'))
        {
            yield return level[..^1];
        }
    }
}
