using EdgeNode.TestData;

namespace EdgeNode.EndToEnd.Harness;

/// <summary>
/// The programs as `make build` leaves them: what a user runs is what is tested. EDGENODE_PROGRAMS names another folder of them (`make test-arm64`).
/// </summary>
internal static class Programs
{
    public static string EdgeNode => Built("edgenode");

    public static string Centre => Built("edgenode-center");

    public static Task<ToolResult> EdgeNodeAsync(params string[] arguments) => Tool.RunAsync(EdgeNode, arguments);

    private static string Built(string name)
    {
        var path = Path.Combine(Environment.GetEnvironmentVariable("EDGENODE_PROGRAMS") ?? Path.Combine(RealData.Repository, "artifacts"), name);
        return File.Exists(path) ? path : throw new FileNotFoundException($"{path} is not built: run 'make build'.");
    }
}
