namespace EdgeNode.Contracts.Broker;

/// <summary>Where a broker listens: <c>mqtt://host:1883</c>, or <c>mqtts://host:8883</c> for TLS.</summary>
public sealed record BrokerAddress(string Host, int Port, bool Tls)
{
    /// <summary>Null for anything but <c>mqtt://host[:port]</c> and <c>mqtts://host[:port]</c>; a name or password in it is refused.</summary>
    public static BrokerAddress? Parse(string? text)
    {
        if (!Uri.TryCreate(text, UriKind.Absolute, out var uri) || uri.Scheme is not ("mqtt" or "mqtts") || uri.Host.Length == 0)
            return null;
        if (uri.UserInfo.Length > 0 || uri.AbsolutePath is not ("" or "/") || uri.Query.Length > 0 || uri.Port == 0)
            return null;
        var tls = uri.Scheme == "mqtts";
        return new(uri.Host, uri.Port > 0 ? uri.Port : tls ? 8883 : 1883, tls);
    }

    public override string ToString() => $"{(Tls ? "mqtts" : "mqtt")}://{Host}:{Port}";
}
