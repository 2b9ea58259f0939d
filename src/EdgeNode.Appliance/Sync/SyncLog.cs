namespace EdgeNode.Appliance.Sync;

/// <summary>Events 5000 to 5099. Message ids and counts only: nothing about a case.</summary>
internal static partial class SyncLog
{
    [LoggerMessage(5000, LogLevel.Information, "Connected to broker {Broker} as {Node}; {Unsent} messages wait for a receipt")]
    public static partial void Connected(this ILogger logger, string broker, string node, int unsent);

    [LoggerMessage(5001, LogLevel.Warning,
        "Broker {Broker} is not reachable ({Why}): check the line and sync.broker; nothing is lost, next attempt in {Pause:F1} s")]
    public static partial void Unreachable(this ILogger logger, string broker, string why, double pause);

    [LoggerMessage(5002, LogLevel.Information, "The centre is online: sending")]
    public static partial void CentreOnline(this ILogger logger);

    [LoggerMessage(5003, LogLevel.Warning, "The centre is offline: holding the queue")]
    public static partial void CentreOffline(this ILogger logger);

    [LoggerMessage(5004, LogLevel.Information, "The centre receipted {Count} messages")]
    public static partial void Receipted(this ILogger logger, int count);

    [LoggerMessage(5005, LogLevel.Warning, "{Count} messages had no receipt in time and are sent again")]
    public static partial void Resending(this ILogger logger, int count);

    [LoggerMessage(5006, LogLevel.Warning, "The broker refused message {Id}: {Reason}; it stays queued. Check the broker's rights for {Node}")]
    public static partial void Refused(this ILogger logger, Guid id, string reason, string node);

    [LoggerMessage(5007, LogLevel.Warning, "A message on the receipt topic was not understood and is passed over")]
    public static partial void BadReceipt(this ILogger logger);

    [LoggerMessage(5008, LogLevel.Information, "Embedded broker listens on 127.0.0.1:{Port}")]
    public static partial void BrokerStarted(this ILogger logger, int port);

    [LoggerMessage(5009, LogLevel.Error, "The local store refused while syncing: {Why}; check the disk. The connection is made anew")]
    public static partial void StoreRefused(this ILogger logger, string why);
}
