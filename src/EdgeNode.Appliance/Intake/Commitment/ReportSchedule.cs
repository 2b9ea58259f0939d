namespace EdgeNode.Appliance.Intake.Commitment;

/// <summary>When a report of storage commitment is tried: soon, then at growing pauses, for a limited time.</summary>
public static class ReportSchedule
{
    /// <summary>Peers that release right after their request get this long to do so; the others get their report on the same association.</summary>
    public static readonly TimeSpan First = TimeSpan.FromSeconds(1);

    private const double ShortestPause = 5;
    private const double LongestPause = 900;

    /// <summary>Pause after so many vain attempts (1, 2, ...): 5 s, doubling to a quarter of an hour.</summary>
    public static TimeSpan Pause(int attempts) => TimeSpan.FromSeconds(Math.Min(LongestPause, ShortestPause * Math.Pow(2, Math.Min(attempts, 30) - 1)));
}
