using EdgeNode.Appliance.Cases;
using Microsoft.Win32.SafeHandles;

namespace EdgeNode.Appliance.Intake.Segments;

/// <summary>
/// Takes instances out of a sealed segment and gives their blocks back. Once it returns nothing of them can be read or recovered, also after a
/// power cut. Doing it again changes nothing.
/// </summary>
internal static class SegmentErasure
{
    private static readonly byte[] Zeros = new byte[1 << 16];

    /// <param name="path">A sealed segment, or the file of a single instance of the first schema; may be gone already.</param>
    /// <param name="instances">What no row names any more.</param>
    /// <exception cref="IOException">The disk refuses.</exception>
    public static void Erase(string path, IEnumerable<InstanceLocation> instances)
    {
        if (!File.Exists(path)) return;
        if (Path.GetExtension(path) != Spool.SegmentExtension || EraseAll(path, instances)) File.Delete(path);
    }

    /// <summary>True when nothing is left in the file.</summary>
    private static bool EraseAll(string path, IEnumerable<InstanceLocation> instances)
    {
        // A crash in between leaves a segment that is not sealed: recovery walks over its holes and seals it.
        File.SetAttributes(path, FileAttributes.Normal);
        using (var file = File.OpenHandle(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite))
        {
            foreach (var instance in instances) Erase(file, instance.Offset, Math.Min(Segment.Align(instance.Bytes), RandomAccess.GetLength(file) - instance.Offset));
            RandomAccess.FlushToDisk(file);
        }

        File.SetAttributes(path, FileAttributes.ReadOnly);
        using var scan = new SegmentScan(path);
        return scan.NextUsed(0) >= new FileInfo(path).Length;
    }

    private static void Erase(SafeFileHandle file, long offset, long length)
    {
        if (length <= 0 || DiskSync.Clear(file, offset, length)) return;

        // A file system without holes: its room comes back when the whole segment goes.
        for (var at = offset; at < offset + length; at += Zeros.Length)
        {
            RandomAccess.Write(file, Zeros.AsSpan(0, (int)Math.Min(Zeros.Length, offset + length - at)), at);
        }
    }
}
