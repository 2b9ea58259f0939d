using System.Runtime;

namespace EdgeNode.Appliance.Analysis;

/// <summary>
/// What a study took is given back to the system before the next one. A volume of 512 x 512 x 300 and what is computed from it are hundreds of
/// MiB of large arrays, and the collector, which sees a machine with memory to spare, would let three studies pile up before it looks. The box
/// shares its memory with the network's; there is nothing else to do at this moment, and it takes tens of milliseconds of a study's minute.
/// </summary>
internal static class StudyMemory
{
    public static void GiveBack()
    {
        GCSettings.LargeObjectHeapCompactionMode = GCLargeObjectHeapCompactionMode.CompactOnce;
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
    }
}
