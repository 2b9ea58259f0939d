namespace EdgeNode.Dicom.Network;

/// <summary>How long a requested association waits.</summary>
public sealed record ScuTimeouts
{
    public static readonly ScuTimeouts Default = new();

    /// <summary>For the TCP connection.</summary>
    public TimeSpan Connect { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>For the answers to association and release requests.</summary>
    public TimeSpan Association { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>For the answer to a message, and for each piece of it to be taken by the peer.</summary>
    public TimeSpan Response { get; init; } = TimeSpan.FromSeconds(60);
}
