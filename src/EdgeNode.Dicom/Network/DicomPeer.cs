using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using EdgeNode.Dicom.Network.Security;

namespace EdgeNode.Dicom.Network;

/// <summary>An application entity to talk to: AE title, host name or address, port. Written <c>AET@HOST:PORT</c>, IPv6 as <c>AET@[::1]:104</c>.</summary>
public sealed record DicomPeer(string AeTitle, string Host, int Port)
{
    /// <summary>How to speak to it over TLS; null: plain.</summary>
    public DicomTls? Tls { get; init; }

    /// <summary>False unless the text is <c>AET@HOST:PORT</c> with an AE title of 1 to 16 printable characters and a port of 1 to 65535.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out DicomPeer? peer)
    {
        peer = null;
        var at = text.IndexOf('@', StringComparison.Ordinal);
        var colon = text.LastIndexOf(':');
        if (at < 1 || colon < at + 2) return false;
        var title = text[..at].Trim();
        var host = text[(at + 1)..colon];
        if (host.StartsWith('[') && host.EndsWith(']')) host = host[1..^1];
        if (!IsAeTitle(title) || host.Length == 0) return false;
        if (!int.TryParse(text.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var port) || port is < 1 or > 65535) return false;
        peer = new(title, host, port);
        return true;
    }

    /// <summary>An AE title: 1 to 16 printable ASCII characters without backslash (PS3.5 section 6.2).</summary>
    public static bool IsAeTitle(string title) => title.Length is >= 1 and <= 16 && title.All(letter => letter is >= ' ' and < '\x7F' and not '\\');

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{AeTitle}@{(Host.Contains(':', StringComparison.Ordinal) ? $"[{Host}]" : Host)}:{Port}");
}
