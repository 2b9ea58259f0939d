using EdgeNode.Appliance.Hosting.Options;

namespace EdgeNode.Appliance.Alarms.Acts;

/// <summary>Who may act. Known by configuration for now; somebody who is signed on would be found here as well.</summary>
public sealed class Readers(AlarmOptions options)
{
    public IReadOnlyList<ReaderOptions> All => options.Readers;

    public bool Knows(string? code) => options.Readers.Any(reader => reader.Code == code);
}
