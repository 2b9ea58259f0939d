using System.Globalization;
using EdgeNode.TestPeers;

namespace EdgeNode.Appliance.Tests.Sync.Kills;

/// <summary>
/// nftables in a network namespace of the test's own: packets to and from a port are dropped, nobody is told. `make chaos-sync` makes the
/// namespace and says so; without one nothing is dropped, since the machine's own rules are not the test's.
/// </summary>
internal static class BlackHole
{
    public static async Task<bool> IsPossibleAsync() =>
        Environment.GetEnvironmentVariable("EDGENODE_CHAOS_NAMESPACE") == "own"
        && await Shell.RunAsync("nft", "add table inet chaos; add chain inet chaos out { type filter hook output priority 0; }") == 0;

    public static async Task SwallowAsync(int port)
    {
        var at = port.ToString(CultureInfo.InvariantCulture);
        Assert.Equal(0, await Shell.RunAsync("nft", $"add rule inet chaos out tcp dport {at} drop; add rule inet chaos out tcp sport {at} drop"));
    }

    public static Task LetAllThroughAsync() => Shell.RunAsync("nft", "flush chain inet chaos out");
}
