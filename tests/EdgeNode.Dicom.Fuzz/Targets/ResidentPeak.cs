using System.Runtime.InteropServices;

namespace EdgeNode.Dicom.Fuzz.Targets;

/// <summary>
/// Memory that native decoders take is not the runtime's to count: the peak of the process' resident set tells, where Linux lets it be reset. Off
/// unless asked for, as everything else that runs in the process counts too.
/// </summary>
internal static partial class ResidentPeak
{
    // Room for what the runtime collects late.
    private const long Slack = 192 * 1024 * 1024;

    private static FileStream? _reset;

    /// <summary>From now on peaks are watched, where that is possible.</summary>
    public static void Watch()
    {
        if (OperatingSystem.IsLinux() && File.Exists("/proc/self/clear_refs")) _reset = new("/proc/self/clear_refs", FileMode.Open, FileAccess.Write, FileShare.ReadWrite, 0);
    }

    /// <summary>Forgets earlier peaks; returns the resident set now.</summary>
    public static long Begin()
    {
        if (_reset is null) return 0;
        _reset.Write("5"u8);
        return Now();
    }

    public static void Check(string what, long before, long inputBytes)
    {
        if (_reset is null) return;
        var grown = Now() - before;
        if (grown > (AllocationLimit.Factor * inputBytes) + Slack) throw new InvariantException($"{what} keeps the process small", $"it grew by {grown} bytes for {inputBytes}");
    }

    private static long Now()
    {
        Span<long> usage = stackalloc long[18];
        // Two times of two numbers each, then the largest resident set in KiB (getrusage(2)).
        return GetUsage(0, ref MemoryMarshal.GetReference(usage)) == 0 ? usage[4] * 1024 : 0;
    }

    [LibraryImport("libc", EntryPoint = "getrusage")]
    private static partial int GetUsage(int who, ref long usage);
}
