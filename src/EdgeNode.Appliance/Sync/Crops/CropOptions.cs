using EdgeNode.Contracts.Broker;

namespace EdgeNode.Appliance.Sync.Crops;

/// <summary>
/// Section <c>sync.crops</c> of appliance.json: which pieces of CT around nodes leave for the centre. Off unless the site turns it on: consent and
/// ethics approval are the site's matter.
/// </summary>
public sealed record CropOptions
{
    public bool Enabled { get; init; }

    /// <summary><c>https://host:port</c> of the centre's port for boxes; <c>http://127.0.0.1:port</c> on one machine.</summary>
    public string Centre { get; init; } = "";

    /// <summary>PEM files for https; null for those of <c>sync.tls</c>.</summary>
    public TlsFiles? Tls { get; init; }

    /// <summary>What lies nearer to the skin than this many mm becomes air.</summary>
    public double SkinMm { get; init; } = 12;

    /// <summary>So many patients of one quarter, sex and age band must be known here before a crop of one of them leaves by itself.</summary>
    public int MinimumPatients { get; init; } = 5;

    /// <summary>Share of the findings that a physician agreed with, drawn at random: without them rates could not be estimated.</summary>
    public double AgreedShare { get; init; } = 0.1;

    /// <summary>Findings whose class is at least this uncertain: entropy of the class probabilities, 0 to 1 (1: all three alike).</summary>
    public double LeastEntropy { get; init; } = 0.9;

    /// <summary>Disk that crops on their way may take; more are made when there is room again.</summary>
    public double DiskMiB { get; init; } = 1024;

    /// <summary>Bytes sent in one request; a cut line costs at most these.</summary>
    public int PieceKiB { get; init; } = 1024;

    internal IEnumerable<(string Path, string Message)> Problems(string path, TlsFiles? brokerFiles)
    {
        if (Enabled)
        {
            var uri = Uri.TryCreate(Centre, UriKind.Absolute, out var parsed) && parsed is { AbsolutePath: "/", UserInfo: "" } ? parsed : null;
            if (uri is null || !(uri.Scheme == "https" || (uri.Scheme == "http" && uri.IsLoopback)))
                yield return ($"{path}.centre", "write https://host:port of the centre, or http://127.0.0.1:port on one machine");
            else if (uri.Scheme == "https")
            {
                foreach (var problem in (Tls ?? brokerFiles ?? new()).Problems($"{path}.tls"))
                    yield return problem;
            }
        }

        foreach (var (name, value, least, most) in new (string, double, double, double)[]
        {
            ("skinMm", SkinMm, 12, 100), ("minimumPatients", MinimumPatients, 1, 1000), ("agreedShare", AgreedShare, 0, 1),
            ("leastEntropy", LeastEntropy, 0, 1), ("diskMiB", DiskMiB, 1, 1 << 20), ("pieceKiB", PieceKiB, 16, 1 << 16),
        })
        {
            if (!(value >= least && value <= most))
                yield return ($"{path}.{name}", $"write a number from {least} to {most}");
        }
    }
}
