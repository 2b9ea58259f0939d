namespace EdgeNode.Appliance.Storage;

/// <summary>
/// Room on the data disk that the box keeps for its own record: a file that is given up piece by piece when the database finds none, so that
/// alarms, acts and reports are still written down. The watermark alone cannot promise that: it holds scanners off, not whatever else fills the disk.
/// </summary>
/// <param name="folder">The data folder.</param>
/// <param name="bytes">Size of the whole reserve; 0 for none.</param>
public sealed class DiskReserve(string folder, long bytes)
{
    /// <summary>Of the file in the data folder.</summary>
    public const string FileName = "reserve";

    /// <summary>Far more than a transaction takes, and little enough for what else writes at this moment to get little of it.</summary>
    internal const int Piece = 4 << 20;

    // To fill the reserve must not be what takes the last room.
    private const long Margin = 16 << 20;

    private readonly Lock _lock = new();
    private volatile bool _isInUse;

    /// <summary>Pieces were given up and are not back: nothing that can wait may be written.</summary>
    public bool IsInUse => _isInUse;

    private string Name => Path.Combine(folder, FileName);

    /// <summary>Frees one piece; false when there is none left, or the disk refuses that too.</summary>
    public bool GiveUp()
    {
        lock (_lock)
        {
            if (bytes == 0 || Length() is not (> 0 and var length))
            {
                return false;
            }

            try
            {
                Shorten(length - Piece);
                return _isInUse = true;
            }
            catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
            {
                return false;
            }
        }
    }

    /// <summary>Adds one piece, or takes off what a smaller setting asks for; false when nothing is to be done, or there is no room for it.</summary>
    /// <exception cref="IOException">The disk refuses.</exception>
    public bool FillNext()
    {
        lock (_lock)
        {
            var length = Length();
            if (length >= bytes)
            {
                _isInUse = false;
                if (length > bytes) Shorten(bytes);
                return false;
            }

            var piece = Math.Min(Piece, bytes - length);
            if (new DriveInfo(folder).AvailableFreeSpace < Margin + piece)
            {
                return false;
            }

            // Written, not only made longer: a hole keeps no room.
            using var file = File.OpenHandle(Name, FileMode.OpenOrCreate, FileAccess.Write);
            RandomAccess.Write(file, new byte[piece], length);
            RandomAccess.FlushToDisk(file);
            return true;
        }
    }

    private long Length() => new FileInfo(Name) is { Exists: true } file ? file.Length : 0;

    /// <summary>Synced: a file system may hand out what was freed only after that.</summary>
    private void Shorten(long length)
    {
        using var file = File.OpenHandle(Name, FileMode.Open, FileAccess.Write);
        RandomAccess.SetLength(file, Math.Max(0, length));
        RandomAccess.FlushToDisk(file);
    }
}
