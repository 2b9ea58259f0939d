using System.Diagnostics;

namespace EdgeNode.TestPeers;

/// <summary>Waits for a condition, with a deadline that only a failure reaches.</summary>
internal static class Eventually
{
    private const double Deadline = 180;
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(20);

    public static Task TrueAsync(Func<bool> condition, string what) => TrueAsync(() => Task.FromResult(condition()), what);

    public static Task TrueAsync(Func<Task<bool>> condition, string what, double seconds = Deadline) =>
        GetAsync(async () => await condition() ? "so" : null, what, seconds);

    /// <summary>The first value that is not null.</summary>
    public static async Task<T> GetAsync<T>(Func<Task<T?>> look, string what, double seconds = Deadline)
        where T : class
    {
        var clock = Stopwatch.StartNew();
        while (true)
        {
            if (await look() is { } value)
            {
                return value;
            }

            Assert.True(clock.Elapsed.TotalSeconds < seconds, $"Not so within {seconds} s: {what}");
            await Task.Delay(Look);
        }
    }
}
