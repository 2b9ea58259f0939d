namespace EdgeNode.Center.Keeping;

/// <summary>Section <c>keep</c> of center.json: for how many days what is kept; 0 for ever.</summary>
public sealed record KeepOptions
{
    /// <summary>Reports, nodes, acts, crops and their blobs, from the last fact of the case on.</summary>
    public int CasesDays { get; init; }

    public int TelemetryDays { get; init; } = 400;

    public int QuarantineDays { get; init; } = 400;

    /// <summary>Blobs that were begun and not continued, and whole ones that no crop refers to.</summary>
    public int LooseBlobsDays { get; init; } = 30;

    internal IEnumerable<(string Path, string Message)> Problems()
    {
        foreach (var (name, days, least) in new[] { ("casesDays", CasesDays, 0), ("telemetryDays", TelemetryDays, 0), ("quarantineDays", QuarantineDays, 0), ("looseBlobsDays", LooseBlobsDays, 7) })
        {
            if (days < least || days > 36500)
                yield return ($"keep.{name}", least == 0 ? "write days from 0 (for ever) to 36500" : $"write days from {least} to 36500: a box may have been cut off for as long");
        }
    }
}
