using EdgeNode.Appliance.Sync.Crops;
using EdgeNode.Contracts.Broker;
using EdgeNode.Contracts.Sync;

namespace EdgeNode.Appliance.Sync;

/// <summary>Section <c>sync</c> of appliance.json.</summary>
public sealed record SyncOptions
{
    public const string Embedded = "embedded";

    /// <summary><c>mqtt://host:port</c>, <c>mqtts://host:port</c>, or <c>embedded</c> for a broker inside this program, on loopback.</summary>
    public string Broker { get; init; } = Embedded;

    /// <summary>Name of this box in topics: a-z, 0-9 and hyphen. With TLS it must be the certificate's common name.</summary>
    public string Node { get; init; } = "edge-1";

    /// <summary>Loopback port of the embedded broker.</summary>
    public int EmbeddedPort { get; init; } = 1883;

    /// <summary>Certificates for a <c>mqtts://</c> broker.</summary>
    public TlsFiles? Tls { get; init; }

    /// <summary>For how long receipts and commands wait at the broker while this box is away; 0 keeps no session.</summary>
    public double SessionHours { get; init; } = 24;

    public OutboxOptions Outbox { get; init; } = new();

    public CropOptions Crops { get; init; } = new();

    public SyncTimings Timings { get; init; } = new();

    internal bool UsesEmbedded => Broker == Embedded;

    internal BrokerAddress Address => UsesEmbedded
        ? new("127.0.0.1", EmbeddedPort, Tls: false)
        : BrokerAddress.Parse(Broker) ?? throw new InvalidOperationException("sync.broker was not validated.");

    /// <summary>Every setting that cannot work: its path in appliance.json and what to write instead. Empty when all is well.</summary>
    public IReadOnlyList<(string Path, string Message)> Validate()
    {
        var problems = new List<(string, string)>();
        var address = UsesEmbedded ? null : BrokerAddress.Parse(Broker);
        if (!UsesEmbedded && address is null)
            problems.Add(("sync.broker", "write mqtt://host:port, mqtts://host:port or embedded"));
        if (!Topics.IsNodeName(Node))
            problems.Add(("sync.node", "write 1 to 32 of a-z, 0-9 and hyphen, not 'centre' or 'fleet'"));
        if (EmbeddedPort is < 1 or > 65535)
            problems.Add(("sync.embeddedPort", "write a port from 1 to 65535"));
        if (address is { Tls: true })
            problems.AddRange((Tls ?? new()).Problems("sync.tls"));
        if (SessionHours is not (>= 0 and <= 720))
            problems.Add(("sync.sessionHours", "write hours from 0 to 720"));
        problems.AddRange(Outbox.Problems("sync.outbox"));
        problems.AddRange(Crops.Problems("sync.crops", Tls));
        problems.AddRange(Timings.Problems("sync.timings"));
        return problems;
    }
}
