using EdgeNode.Center.Blobs;
using EdgeNode.Contracts.Broker;
using EdgeNode.Contracts.Sync;

namespace EdgeNode.Center.Hosting;

/// <summary>center.json.</summary>
public sealed record CenterOptions
{
    /// <summary><c>mqtt://host:port</c> or <c>mqtts://host:port</c>.</summary>
    public string Broker { get; init; } = "mqtt://127.0.0.1:1883";

    /// <summary>Folder of the database.</summary>
    public string StoragePath { get; init; } = "./data-center";

    /// <summary>Connection string of a PostgreSQL database that collectors share; null for SQLite in <see cref="StoragePath"/>.</summary>
    public string? Postgres { get; init; }

    /// <summary>Where the read-only page listens; loopback, because it asks nobody who they are.</summary>
    public string Urls { get; init; } = "http://127.0.0.1:8090";

    /// <summary>Name of this collector at the broker; two collectors need two names.</summary>
    public string Id { get; init; } = "centre";

    /// <summary>Certificates for a <c>mqtts://</c> broker.</summary>
    public TlsFiles? Tls { get; init; }

    public BlobOptions Blobs { get; init; } = new();

    /// <summary>Longest pause between connection attempts, in seconds.</summary>
    public double LongestPause { get; init; } = 10;

    internal string BlobPath => Blobs.Path ?? Path.Combine(StoragePath, "blobs");

    internal BrokerAddress Address => BrokerAddress.Parse(Broker) ?? throw new InvalidOperationException("broker was not validated.");

    /// <summary>Every setting that cannot work: its path in center.json and what to write instead. Empty when all is well.</summary>
    public IReadOnlyList<(string Path, string Message)> Validate()
    {
        var problems = new List<(string, string)>();
        var address = BrokerAddress.Parse(Broker);
        if (address is null)
            problems.Add(("broker", "write mqtt://host:port or mqtts://host:port"));
        if (string.IsNullOrWhiteSpace(StoragePath))
            problems.Add(("storage.path", "write a folder"));
        if (Urls.Split(';').Any(url => !IsLoopback(url)))
            problems.Add(("urls", "write a loopback address such as http://127.0.0.1:8090: the page asks nobody who they are"));
        if (!IsName(Id))
            problems.Add(("id", "write 1 to 32 of a-z, 0-9 and hyphen"));
        if (LongestPause is not (>= 0.2 and <= 3600))
            problems.Add(("longestPause", "write seconds from 0.2 to 3600"));
        if (address is { Tls: true })
            problems.AddRange((Tls ?? new()).Problems("tls"));
        problems.AddRange(Blobs.Problems());
        return problems;
    }

    private static bool IsLoopback(string url) => Uri.TryCreate(url, UriKind.Absolute, out var uri) && uri.Scheme == "http" && uri.IsLoopback;

    /// <summary>Shape of a node name, without its reserved words: <c>centre</c> is the natural id here.</summary>
    private static bool IsName(string id) => id == "centre" || Topics.IsNodeName(id);
}
