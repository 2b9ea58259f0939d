using EdgeNode.Contracts.Broker;

namespace EdgeNode.Center.Blobs;

/// <summary>Section <c>blobs</c> of center.json: where boxes send pieces of CT.</summary>
public sealed record BlobOptions
{
    /// <summary><c>https://address:port</c>, or <c>http://127.0.0.1:port</c>; null: boxes cannot send any.</summary>
    public string? Url { get; init; }

    /// <summary>Folder of the files; null for <c>blobs</c> beside the database. Centres that share a database must share it too.</summary>
    public string? Path { get; init; }

    /// <summary>Largest blob that is taken.</summary>
    public int LargestMiB { get; init; } = 64;

    /// <summary>The listener's certificate, and the authority that boxes' certificates must come from.</summary>
    public TlsFiles? Tls { get; init; }

    internal bool IsTls => Url?.StartsWith("https://", StringComparison.OrdinalIgnoreCase) == true;

    internal int Port => new Uri(Url!).Port;

    internal IEnumerable<(string Path, string Message)> Problems()
    {
        if (Url is not null)
        {
            var uri = Uri.TryCreate(Url, UriKind.Absolute, out var parsed) && parsed.AbsolutePath == "/" ? parsed : null;
            if (uri is null || !(uri.Scheme == "https" || (uri.Scheme == "http" && uri.IsLoopback)))
                yield return ("blobs.url", "write https://address:port, or http://127.0.0.1:port on one machine");
            else if (uri.Scheme == "https")
            {
                foreach (var problem in (Tls ?? new()).Problems("blobs.tls"))
                    yield return problem;
            }
        }

        if (LargestMiB is < 1 or > 4096)
            yield return ("blobs.largestMiB", "write MiB from 1 to 4096");
    }
}
