using System.Net;

namespace EdgeNode.Appliance.Hosting.Options;

/// <summary><c>kiosk</c>: where the page and the HTTP interface are served.</summary>
public sealed record KioskOptions
{
    /// <summary>One or more addresses, separated by semicolons.</summary>
    public string Urls { get; init; } = "http://127.0.0.1:8080/";

    /// <summary>What is listened on for each of <see cref="Urls"/>: the address itself, this machine alone, or every interface.</summary>
    internal IEnumerable<(IPAddress Address, int Port)> Listeners => Urls.Split(';').Select(url => new Uri(url)).Select(uri =>
        (IPAddress.TryParse(uri.Host, out var address) ? address : uri.IsLoopback ? IPAddress.Loopback : IPAddress.Any, uri.Port));

    public IEnumerable<OptionError> Validate()
    {
        foreach (var url in Urls.Split(';'))
        {
            if (!Uri.TryCreate(url, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https"))
            {
                yield return new("kiosk.urls", "holds addresses such as \"http://127.0.0.1:8080/\", separated by semicolons");
            }
        }
    }
}
