using System.Runtime;
using System.Runtime.InteropServices;

namespace EdgeNode.Appliance.Analysis;

/// <summary>
/// What a study took is given back to the system before the next one. A volume of 512 x 512 x 300 and what is computed from it are hundreds of
/// MiB of large arrays, and the collector, which sees a machine with memory to spare, would let three studies pile up before it looks; the
/// C library keeps what SQLite and ONNX Runtime freed on many threads, a MiB a study more. The box shares its memory with the network's; there
/// is nothing else to do at this moment, and it takes tens of milliseconds of a study's minute.
/// </summary>
internal static partial class StudyMemory
{
    public static void GiveBack()
    {
        GCSettings.LargeObjectHeapCompactionMode = GCLargeObjectHeapCompactionMode.CompactOnce;
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        if (NativeLibrary.TryGetExport(NativeLibrary.GetMainProgramHandle(), "malloc_trim", out _))
        {
            _ = MallocTrim(0);
        }
    }

    /// <summary>malloc_trim(3) of the GNU C library; others have no such thing and give back by themselves.</summary>
    [LibraryImport("libc", EntryPoint = "malloc_trim")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int MallocTrim(nuint pad);
}
