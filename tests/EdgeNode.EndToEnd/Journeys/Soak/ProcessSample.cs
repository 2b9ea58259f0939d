using System.Globalization;

namespace EdgeNode.EndToEnd.Journeys.Soak;

/// <summary>What a process takes at one moment, from /proc (proc(5)).</summary>
/// <param name="Seconds">Since the soak began.</param>
/// <param name="ResidentMiB">VmRSS.</param>
/// <param name="AnonymousMiB">RssAnon of it: what the process holds itself, managed and native; the rest are pages of files (programs, the database, the model).</param>
/// <param name="Handles">Open file descriptors.</param>
/// <param name="Threads">Threads of the process.</param>
/// <param name="Studies">Studies sent so far.</param>
/// <param name="LatencySeconds">From the scanner's last success to the result of the study before this sample.</param>
internal sealed record ProcessSample(double Seconds, double ResidentMiB, double AnonymousMiB, int Handles, int Threads, int Studies, double LatencySeconds)
{
    public const string Header = "seconds,resident_mib,anonymous_mib,handles,threads,studies,latency_seconds";

    public static ProcessSample Of(int process, TimeSpan since, int studies, TimeSpan latency)
    {
        var status = File.ReadAllLines($"/proc/{process}/status");
        return new(
            since.TotalSeconds, Number("VmRSS:") / 1024.0, Number("RssAnon:") / 1024.0, Directory.GetFileSystemEntries($"/proc/{process}/fd").Length, Number("Threads:"), studies, latency.TotalSeconds);

        int Number(string field) => int.Parse(
            status.Single(line => line.StartsWith(field, StringComparison.Ordinal)).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture);
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Seconds:F0},{ResidentMiB:F1},{AnonymousMiB:F1},{Handles},{Threads},{Studies},{LatencySeconds:F1}");
}
