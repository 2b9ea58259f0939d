using System.ComponentModel;
using System.Runtime.InteropServices;

namespace EdgeNode.Center.Blobs;

/// <summary>Makes a file's name survive a power cut, as its bytes do (fsync(2) on the folder).</summary>
internal static partial class FolderSync
{
    /// <summary>O_RDONLY and O_CLOEXEC: O_DIRECTORY is another bit on arm64 than on amd64, where that bit is O_DIRECT.</summary>
    private const int ReadOnly = 0x80000;

    /// <exception cref="IOException">The folder cannot be opened or synced.</exception>
    public static void Flush(string folder)
    {
        var descriptor = Open(folder, ReadOnly);
        if (descriptor < 0)
            throw Failure();
        try
        {
            if (FSync(descriptor) != 0)
                throw Failure();
        }
        finally
        {
            _ = Close(descriptor);
        }
    }

    private static IOException Failure() => new("The folder of blobs cannot be synced.", new Win32Exception(Marshal.GetLastPInvokeError()));

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int FSync(int descriptor);

    [LibraryImport("libc", EntryPoint = "close", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Close(int descriptor);
}
