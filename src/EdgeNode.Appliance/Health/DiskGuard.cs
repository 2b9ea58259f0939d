using EdgeNode.Appliance.Hosting.Options;
using EdgeNode.Appliance.Storage;

namespace EdgeNode.Appliance.Health;

/// <summary>Looks at the free space of the data disk.</summary>
public sealed class DiskGuard(StorageOptions options, DiskReserve? reserve = null)
{
    private const int NoSpace = 28;

    private string Probe => Path.Combine(options.Path, ".writable");

    /// <summary>Why the data folder cannot be written, as after errors that made the file system read-only; null when it can. Writes nothing.</summary>
    public string? Refusal()
    {
        try
        {
            using var file = File.OpenHandle(Probe, FileMode.OpenOrCreate, FileAccess.Write, FileShare.ReadWrite);
            return null;
        }
        catch (Exception refused) when (refused is UnauthorizedAccessException or IOException { HResult: not NoSpace })
        {
            return refused.Message;
        }
        catch (IOException)
        {
            // Full: that has words of its own.
            return null;
        }
    }

    /// <summary>Free share of the disk that holds the data folder, 0 to 1.</summary>
    public double FreeFraction()
    {
        var drive = new DriveInfo(options.Path);
        return (double)drive.AvailableFreeSpace / drive.TotalSize;
    }

    /// <summary>The disk was full and the box writes its record into the room it had kept for that.</summary>
    public bool IsOnReserve => reserve is { IsInUse: true };

    /// <summary>False when new instances must be refused so that alarms and sync keep working.</summary>
    public bool HasRoom() => !IsOnReserve && FreeFraction() >= options.MinimumFreeFraction;
}
