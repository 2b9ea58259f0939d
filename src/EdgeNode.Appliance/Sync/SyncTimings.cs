namespace EdgeNode.Appliance.Sync;

/// <summary>Section <c>sync.timings</c>, in seconds. The defaults suit a hospital's line; tests shorten them.</summary>
public sealed record SyncTimings
{
    public double ShortestPause { get; init; } = 0.2;

    public double LongestPause { get; init; } = 60;

    /// <summary>MQTT keep-alive; a silent line is noticed after about one and a half of it.</summary>
    public double KeepAlive { get; init; } = 10;

    /// <summary>Connecting, publishing and disconnecting are given up after this.</summary>
    public double Timeout { get; init; } = 10;

    /// <summary>Unreceipted rows are sent again when no receipt came for this long.</summary>
    public double Resend { get; init; } = 5;

    public double Heartbeat { get; init; } = 60;

    internal IEnumerable<(string Path, string Message)> Problems(string path)
    {
        foreach (var (name, seconds) in new[]
        {
            ("shortestPause", ShortestPause), ("longestPause", LongestPause), ("keepAlive", KeepAlive),
            ("timeout", Timeout), ("resend", Resend), ("heartbeat", Heartbeat),
        })
        {
            if (seconds is not (>= 0.01 and <= 3600))
                yield return ($"{path}.{name}", "write seconds from 0.01 to 3600");
        }

        if (ShortestPause > LongestPause)
            yield return ($"{path}.longestPause", "must not be shorter than shortestPause");
        if (KeepAlive is > 0 and < 1)
            yield return ($"{path}.keepAlive", "MQTT counts whole seconds: write 1 or more");
    }
}
