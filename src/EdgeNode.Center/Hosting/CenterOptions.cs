using EdgeNode.Center.Access;
using EdgeNode.Center.Blobs;
using EdgeNode.Center.Keeping;
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

    /// <summary>Where pages and API listen: loopback, or, with <see cref="Tokens"/> and <see cref="Web"/>, any https address.</summary>
    public string Urls { get; init; } = "http://127.0.0.1:8090";

    /// <summary>Name of this collector at the broker; two collectors need two names.</summary>
    public string Id { get; init; } = "centre";

    /// <summary>Certificates for a <c>mqtts://</c> broker.</summary>
    public TlsFiles? Tls { get; init; }

    /// <summary>Certificate of https addresses in <see cref="Urls"/>; the authority is not used.</summary>
    public TlsFiles? Web { get; init; }

    /// <summary>Who may use pages and API; empty: whoever is on this machine may do everything.</summary>
    public IReadOnlyList<ApiToken> Tokens { get; init; } = [];

    public KeepOptions Keep { get; init; } = new();

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
        problems.AddRange(WebProblems());
        problems.AddRange(Keep.Problems());
        if (!IsName(Id))
            problems.Add(("id", "write 1 to 32 of a-z, 0-9 and hyphen"));
        if (LongestPause is not (>= 0.2 and <= 3600))
            problems.Add(("longestPause", "write seconds from 0.2 to 3600"));
        if (address is { Tls: true })
            problems.AddRange((Tls ?? new()).Problems("tls"));
        problems.AddRange(Blobs.Problems());
        return problems;
    }

    private IEnumerable<(string Path, string Message)> WebProblems()
    {
        var addresses = Urls.Split(';').Select(url => Uri.TryCreate(url, UriKind.Absolute, out var uri) ? uri : null).ToList();
        if (addresses.Any(uri => uri is null || !((uri.Scheme == "http" && uri.IsLoopback) || (uri.Scheme == "https" && Tokens.Count > 0))))
            yield return ("urls", "write a loopback address such as http://127.0.0.1:8090, or, with tokens, an https address");
        if (addresses.Any(uri => uri?.Scheme == "https") && !(File.Exists(Web?.Certificate) && File.Exists(Web.Key)))
            yield return ("web", "an https address needs the PEM files web.certificate and web.key");
        foreach (var (token, i) in Tokens.Select((token, i) => (token, i)))
        {
            if (!Topics.IsNodeName(token.Name) || token.Sha256.Length != 64 || !token.Sha256.All(char.IsAsciiHexDigit))
                yield return ($"tokens.{i}", "write what `edgenode-center token` prints: name, role and sha256");
        }
    }

    /// <summary>Shape of a node name, without its reserved words: <c>centre</c> is the natural id here.</summary>
    private static bool IsName(string id) => id == "centre" || Topics.IsNodeName(id);
}
