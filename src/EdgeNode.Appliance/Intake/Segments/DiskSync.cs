using System.ComponentModel;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace EdgeNode.Appliance.Intake.Segments;

/// <summary>What Linux offers to make bytes survive a power cut, beyond what <see cref="RandomAccess"/> does.</summary>
internal static partial class DiskSync
{
    /// <summary>O_RDONLY and O_CLOEXEC: O_DIRECTORY is another bit on arm64 than on amd64, where that bit is O_DIRECT.</summary>
    private const int ReadOnly = 0x80000;

    private const uint StartWriting = 2;
    private const int KeepSize = 1;
    private const int PunchHole = 2;

    /// <summary>Syncs a folder's entries, so that a new file's name survives as its bytes do (fsync(2) on the directory).</summary>
    /// <exception cref="IOException">The folder cannot be opened or synced.</exception>
    public static void Directory(string folder)
    {
        var descriptor = Open(folder, ReadOnly);
        if (descriptor < 0) throw Failure($"The folder '{folder}' cannot be opened");
        try
        {
            if (FSync(descriptor) != 0) throw Failure($"The folder '{folder}' cannot be synced");
        }
        finally
        {
            _ = Close(descriptor);
        }
    }

    /// <summary>Syncs a file's bytes, and of its metadata only what reading them needs (fdatasync(2)).</summary>
    /// <exception cref="IOException">The disk refuses.</exception>
    public static void Data(SafeFileHandle file)
    {
        if (FDataSync(file) != 0) throw Failure("A file cannot be synced");
    }

    /// <summary>Starts writing a stretch to disk and does not wait, so that the sync at the end has little left to do. A hint: failures show there.</summary>
    public static void StartWriteback(SafeFileHandle file, long offset, long length) => _ = SyncFileRange(file, offset, length, StartWriting);

    /// <summary>Turns a stretch into zeros without touching the file's length, and gives its blocks back. False where the file system cannot: the bytes stay.</summary>
    public static bool Clear(SafeFileHandle file, long offset, long length) => FAllocate(file, KeepSize | PunchHole, offset, length) == 0;

    private static IOException Failure(string what) => new(what + " to disk.", new Win32Exception(Marshal.GetLastPInvokeError()));

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static partial int FSync(int descriptor);

    [LibraryImport("libc", EntryPoint = "close", SetLastError = true)]
    private static partial int Close(int descriptor);

    [LibraryImport("libc", EntryPoint = "fdatasync", SetLastError = true)]
    private static partial int FDataSync(SafeFileHandle file);

    [LibraryImport("libc", EntryPoint = "sync_file_range", SetLastError = true)]
    private static partial int SyncFileRange(SafeFileHandle file, long offset, long length, uint flags);

    [LibraryImport("libc", EntryPoint = "fallocate", SetLastError = true)]
    private static partial int FAllocate(SafeFileHandle file, int mode, long offset, long length);
}
