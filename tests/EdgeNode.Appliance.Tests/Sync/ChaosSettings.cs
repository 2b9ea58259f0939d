using System.Globalization;

namespace EdgeNode.Appliance.Tests.Sync;

/// <summary>How much of a chaos test is run: EDGENODE_CHAOS_NAME, set by `make chaos-sync`, else the little that every run does.</summary>
internal static class ChaosSettings
{
    public static int Of(string name, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable($"EDGENODE_CHAOS_{name}"), NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : otherwise;
}
