using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using EdgeNode.Appliance.Hosting.CommandLine;
using EdgeNode.Appliance.Hosting.Options;
using EdgeNode.Contracts.Broker;

namespace EdgeNode.Appliance.Hosting.Checks;

/// <summary>For how long the certificates of the box and of the authorities it trusts are still good: an expired one cuts a line on a day that nobody chose.</summary>
internal static class CertificateChecks
{
    // A hospital needs weeks for a new certificate.
    internal const int Notice = 30;
    private const string What = "certificate";
    private const string Unreadable = "CERTIFICATE_UNREADABLE";
    private const string Expired = "CERTIFICATE_EXPIRED";
    private const string NotYetValid = "CERTIFICATE_NOT_YET_VALID";
    private const string Expires = "CERTIFICATE_EXPIRES";

    /// <summary>Every code that <see cref="Run"/> can say.</summary>
    public static readonly IReadOnlyList<string> Codes = [Expires, Expired, NotYetValid, Unreadable];

    public static IEnumerable<CheckFinding> Run(ApplianceOptions options, DateTimeOffset now)
    {
        var files = Files(options).DistinctBy(file => file.Path).ToList();
        return files.Count == 0
            ? [new(What, CheckLevel.Holds, null, "none in use: neither sync.broker, sync.crops nor dicom.tls has TLS", ExitCode.Done)]
            : files.Select(file => Check(file.Setting, file.Path, now));
    }

    private static IEnumerable<(string Setting, string Path)> Files(ApplianceOptions options)
    {
        var sync = options.Sync;
        var own = sync is { UsesEmbedded: false, Address.Tls: true } ? Of("sync.tls", sync.Tls) : [];
        var crops = sync.Crops.Enabled && sync.Crops.Centre.StartsWith("https:", StringComparison.OrdinalIgnoreCase) ? Of(sync.Crops.Tls is null ? "sync.tls" : "sync.crops.tls", sync.Crops.Tls ?? sync.Tls) : [];
        var dicom = options.Dicom.Tls is { IsOn: true } tls ? Of("dicom.tls", new() { Certificate = tls.Certificate, Authority = tls.Authority }) : [];
        return own.Concat(crops).Concat(dicom);
    }

    private static IEnumerable<(string Setting, string Path)> Of(string section, TlsFiles? files) =>
        new[] { ($"{section}.certificate", files?.Certificate ?? ""), ($"{section}.authority", files?.Authority ?? "") }.Where(file => file.Item2.Length > 0);

    /// <summary>A file may hold several, as between a certificate and its authority: the first to end ends the line.</summary>
    private static CheckFinding Check(string setting, string path, DateTimeOffset now)
    {
        var certificates = new X509Certificate2Collection();
        try
        {
            certificates.ImportFromPemFile(path);
        }
        catch (Exception unreadable) when (unreadable is CryptographicException or IOException or UnauthorizedAccessException)
        {
            return Fails(Unreadable, $"{setting}: {unreadable.Message} Put a PEM file there");
        }

        if (certificates.Count == 0)
        {
            return Fails(Unreadable, $"{setting}: '{path}' holds no certificate. Put a PEM file there");
        }

        var (from, until) = (certificates.Max(one => Utc(one.NotBefore)), certificates.Min(one => Utc(one.NotAfter)));
        var days = (int)Math.Floor((until - now).TotalDays);
        return days < 0 ? Fails(Expired, $"{setting} expired on {until:u}: its line is cut until a new one is there. Get one and restart the service")
            : now < from ? Fails(NotYetValid, $"{setting} is valid from {from:u} on, and the clock says {now:u}: set the clock, or get another one")
            : days < Notice ? new(What, CheckLevel.Warns, Expires, $"{setting} expires in {days} days, on {until:u}: get a new one now and restart the service with it", ExitCode.Done)
            : new(What, CheckLevel.Holds, null, $"{setting} is valid for {days} more days, until {until:u}", ExitCode.Done);
    }

    private static DateTimeOffset Utc(DateTime local) => new(local.ToUniversalTime());

    private static CheckFinding Fails(string code, string text) => new(What, CheckLevel.Fails, code, text, ExitCode.Configuration);
}
