namespace EdgeNode.Contracts.Sync;

public static class MessageSize
{
    /// <summary>
    /// Largest payload that travels over MQTT, in bytes. Checked before a message is queued: a broker answers a larger one by cutting
    /// the connection, and the queue would send it again for ever.
    /// </summary>
    public const int LargestPayload = 256 * 1024;
}
