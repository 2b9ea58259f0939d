using EdgeNode.Appliance.Hosting.Options;

namespace EdgeNode.Appliance.Feedback.SigningOn;

/// <summary>How long somebody waits after a wrong PIN or badge.</summary>
internal static class SignOnDelay
{
    /// <summary>Doubles with every failure in a row.</summary>
    public static TimeSpan DelayAfter(this SignOnOptions options, int failures) =>
        TimeSpan.FromSeconds(Math.Min(options.LongestDelaySeconds, options.FirstDelaySeconds * Math.Pow(2, Math.Min(failures - 1, 30))));

    /// <summary>What is left of a delay; null: none. A clock that was set back must not lock anybody out for longer than any delay is.</summary>
    public static TimeSpan? StillDelayed(this SignOnOptions options, TimeSpan left)
    {
        var longest = TimeSpan.FromSeconds(options.LongestDelaySeconds);
        return left <= TimeSpan.Zero ? null : left < longest ? left : longest;
    }
}
