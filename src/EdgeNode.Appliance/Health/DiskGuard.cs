using EdgeNode.Appliance.Hosting.Options;

namespace EdgeNode.Appliance.Health;

/// <summary>Looks at the free space of the data disk.</summary>
public sealed class DiskGuard(StorageOptions options)
{
    /// <summary>Free share of the disk that holds the data folder, 0 to 1.</summary>
    public double FreeFraction()
    {
        var drive = new DriveInfo(options.Path);
        return (double)drive.AvailableFreeSpace / drive.TotalSize;
    }

    /// <summary>False when new instances must be refused so that alarms and sync keep working.</summary>
    public bool HasRoom() => FreeFraction() >= options.MinimumFreeFraction;
}
