using EdgeNode.Appliance.Hosting.CommandLine;
using EdgeNode.Appliance.Sync;

namespace EdgeNode.Appliance.Hosting.Checks;

/// <summary>Whether the broker lets us in. An outage is no failure: reports wait in the outbox.</summary>
internal static class BrokerCheck
{
    public static async Task<CheckFinding> RunAsync(SyncOptions sync, CancellationToken cancel) =>
        await BrokerProbe.ProblemAsync(sync, TimeProvider.System, cancel) is { } problem
            ? new("broker", CheckLevel.Warns, "BROKER_UNREACHABLE", problem, ExitCode.Done)
            : new("broker", CheckLevel.Holds, null, sync.UsesEmbedded ? $"embedded, 127.0.0.1:{sync.EmbeddedPort}" : $"{sync.Broker} answers", ExitCode.Done);
}
