namespace EdgeNode.Appliance.Storage;

/// <summary>That one service alone works on a data folder: a second one would take for the remains of a crash what the first is receiving.</summary>
internal static class DataFolder
{
    private const string FileName = "in-use";

    // flock(2) of a file that another process holds: EWOULDBLOCK.
    private const int WouldBlock = 11;

    /// <summary>Holds the folder until it is disposed or the process ends, in whatever way; null when it is held already.</summary>
    /// <exception cref="IOException">The folder cannot be made or written.</exception>
    public static FileStream? Hold(string folder)
    {
        Directory.CreateDirectory(folder);
        try
        {
            return new(Path.Combine(folder, FileName), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException held) when (held.HResult == WouldBlock)
        {
            return null;
        }
    }
}
