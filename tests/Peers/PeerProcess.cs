using System.Diagnostics;

namespace EdgeNode.TestPeers;

/// <summary>The end of a program that a test has started.</summary>
internal static class PeerProcess
{
    /// <summary>kill -9, until it is gone; nothing where none was started.</summary>
    public static async Task KillAsync(Process? process)
    {
        if (process is null)
            return;
        process.Kill();
        await process.WaitForExitAsync();
        process.Dispose();
    }
}
