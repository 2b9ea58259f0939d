namespace EdgeNode.Center.Collecting;

/// <summary>Events 6000 to 6099. Sites, message ids and counts; nothing about a case.</summary>
internal static partial class CollectorLog
{
    [LoggerMessage(6000, LogLevel.Information, "Connected to broker {Broker}; {Subscription}")]
    public static partial void Connected(this ILogger logger, string broker, string subscription);

    [LoggerMessage(6001, LogLevel.Warning,
        "Broker {Broker} is not reachable ({Why}): start it or check broker in center.json; next attempt in {Pause:F1} s")]
    public static partial void Unreachable(this ILogger logger, string broker, string why, double pause);

    [LoggerMessage(6002, LogLevel.Information, "Receipted {Count} messages of site {Site}, the last {LastId}")]
    public static partial void Receipted(this ILogger logger, int count, string site, Guid lastId);

    [LoggerMessage(6003, LogLevel.Information, "Stored {Stored} facts; {Duplicates} were here already")]
    public static partial void Stored(this ILogger logger, int stored, int duplicates);

    [LoggerMessage(6004, LogLevel.Warning, "Set aside {Count} messages in the quarantine: read its reason column")]
    public static partial void Quarantined(this ILogger logger, int count);

    [LoggerMessage(6005, LogLevel.Error, "The database refused ({Why}): nothing of the batch is acknowledged, boxes will send it again. Check the disk")]
    public static partial void StoreRefused(this ILogger logger, string why);

    [LoggerMessage(6006, LogLevel.Error, "The tables cannot hold a message ({Why}): set aside as UNSTORABLE, everything else is stored. Report it, a message that was read must fit")]
    public static partial void Unstorable(this ILogger logger, string why);
}
