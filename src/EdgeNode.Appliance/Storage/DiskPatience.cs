using Microsoft.Data.Sqlite;

namespace EdgeNode.Appliance.Storage;

/// <summary>
/// Keeps background work alive on a disk that refuses writes: the work is begun again after a pause, until there is room. Everything else that
/// goes wrong still ends the service, for systemd to see.
/// </summary>
public sealed partial class DiskPatience(TimeProvider time, ILogger<DiskPatience> log)
{
    private const int SqliteReadOnly = 8;
    private const int SqliteIoError = 10;
    internal const int SqliteFull = 13;
    private const int SqliteCannotOpen = 14;
    private const int InputOutput = 5;
    private const int NoSpace = 28;
    private const int ReadOnlyFileSystem = 30;
    private const int QuotaExceeded = 122;
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    /// <summary>The disk is full, has become read-only, or refuses for another reason of its own.</summary>
    public static bool IsDiskTrouble(Exception failure) =>
        failure is SqliteException { SqliteErrorCode: SqliteReadOnly or SqliteIoError or SqliteFull or SqliteCannotOpen }
            or IOException { HResult: InputOutput or NoSpace or ReadOnlyFileSystem or QuotaExceeded };

    /// <param name="work">Runs until it is cancelled; can be begun again at any time.</param>
    /// <param name="cancel">Ends it.</param>
    public async Task RunAsync(Func<CancellationToken, Task> work, CancellationToken cancel)
    {
        while (!cancel.IsCancellationRequested)
        {
            try
            {
                await work(cancel);
            }
            catch (Exception failure) when (IsDiskTrouble(failure))
            {
                Log.Refused(log, failure.Message);
                await Task.Delay(Pause, time, cancel);
            }
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1201, LogLevel.Error, "The disk refuses writes, work waits until it does not: {Why}")]
        public static partial void Refused(ILogger log, string why);
    }
}
