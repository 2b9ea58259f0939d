using System.Diagnostics;

namespace EdgeNode.TestPeers;

/// <summary>Waits for a condition, with a deadline that only a failure reaches.</summary>
internal static class Eventually
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);

    public static async Task TrueAsync(Func<bool> condition, string what)
    {
        var clock = Stopwatch.StartNew();
        while (!condition())
        {
            Assert.True(clock.Elapsed < Deadline, $"Not so within {Deadline.TotalSeconds} s: {what}");
            await Task.Delay(20);
        }
    }
}
