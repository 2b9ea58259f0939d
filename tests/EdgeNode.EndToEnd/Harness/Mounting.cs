namespace EdgeNode.EndToEnd.Harness;

/// <summary>Mounts a file system for a test. Needs the right to; without it the test is skipped, in CI it fails.</summary>
internal static class Mounting
{
    public static async Task MountOrSkipAsync(params string[] arguments)
    {
        var mounted = await Tool.RunAsync("mount", arguments);
        if (mounted.ExitCode != 0 && Environment.GetEnvironmentVariable("CI") is null)
        {
            Assert.Skip($"Mounting a file system is not permitted here: {mounted.Errors.Trim()}");
        }

        mounted.MustSucceed();
    }
}
