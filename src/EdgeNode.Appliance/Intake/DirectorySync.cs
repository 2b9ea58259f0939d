using System.ComponentModel;
using System.Runtime.InteropServices;

namespace EdgeNode.Appliance.Intake;

/// <summary>Syncs a folder's entries, so that a new file's name survives a power cut as its bytes do (fsync(2) on the directory).</summary>
internal static partial class DirectorySync
{
    private const int ReadOnlyDirectory = 0x10000;

    /// <exception cref="IOException">The folder cannot be opened or synced.</exception>
    public static void Flush(string folder)
    {
        var descriptor = Open(folder, ReadOnlyDirectory);
        if (descriptor < 0)
        {
            throw Failure(folder);
        }

        try
        {
            if (FSync(descriptor) != 0)
            {
                throw Failure(folder);
            }
        }
        finally
        {
            _ = Close(descriptor);
        }
    }

    private static IOException Failure(string folder) =>
        new($"The folder '{folder}' cannot be synced to disk.", new Win32Exception(Marshal.GetLastPInvokeError()));

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static partial int FSync(int descriptor);

    [LibraryImport("libc", EntryPoint = "close", SetLastError = true)]
    private static partial int Close(int descriptor);
}
