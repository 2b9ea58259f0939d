using System.Diagnostics;
using System.Globalization;

namespace EdgeNode.Benchmarks.Intake;

/// <summary>One way of sending, the same to every receiver. Returns seconds.</summary>
internal sealed record Column(string Name, int Studies, Func<Receiver, IReadOnlyList<Study>, Task<double>> SendAsync)
{
    public static readonly IReadOnlyList<Column> All =
    [
        new("plain", 1, (receiver, studies) => StoreScuAsync(receiver, studies, noDelay: false, maxPdu: 16384)),
        new("nodelay16", 1, (receiver, studies) => StoreScuAsync(receiver, studies, noDelay: true, maxPdu: 16384)),
        new("nodelay128", 1, (receiver, studies) => StoreScuAsync(receiver, studies, noDelay: true, maxPdu: 131072)),
        new("parallel4", 4, (receiver, studies) => StoreScuAsync(receiver, studies, noDelay: true, maxPdu: 131072)),
        new("raw16", 1, (receiver, studies) => RawSender.SendAsync(receiver.Port, studies[0])),
    ];

    /// <summary>dcmtk's storescu, one process a study, all at once; its start and its reading of the files are in the time.</summary>
    private static async Task<double> StoreScuAsync(Receiver receiver, IReadOnlyList<Study> studies, bool noDelay, int maxPdu)
    {
        var begin = Stopwatch.GetTimestamp();
        var running = studies.Select(study => Start(receiver.Port, study, noDelay, maxPdu)).ToList();
        foreach (var process in running)
        {
            await process.WaitForExitAsync();
        }

        var seconds = Stopwatch.GetElapsedTime(begin).TotalSeconds;
        foreach (var process in running)
        {
            if (process.ExitCode != 0) throw new InvalidOperationException($"storescu to {receiver.Name} ended with {process.ExitCode}.");
            process.Dispose();
        }

        return seconds;
    }

    private static Process Start(int port, Study study, bool noDelay, int maxPdu)
    {
        // --max-send-pdu limits what is sent even where the receiver would take more.
        var start = new ProcessStartInfo("storescu", [
            "-aec", "EDGENODE", "--max-pdu", "131072", "--max-send-pdu", maxPdu.ToString(CultureInfo.InvariantCulture),
            "127.0.0.1", port.ToString(CultureInfo.InvariantCulture), .. study.Files]);
        if (noDelay) start.Environment["TCP_NODELAY"] = "1";
        return Process.Start(start)!;
    }
}
