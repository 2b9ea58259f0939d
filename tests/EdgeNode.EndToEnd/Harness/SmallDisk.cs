namespace EdgeNode.EndToEnd.Harness;

/// <summary>A file system of its own size for a data folder.</summary>
internal sealed class SmallDisk : IAsyncDisposable
{
    private const int BallastMargin = 4096;

    private readonly string _folder;

    private SmallDisk(string folder) => _folder = folder;

    private string Ballast => Path.Combine(_folder, "ballast");

    public static async Task<SmallDisk> MountAsync(string folder, int mebibytes)
    {
        Directory.CreateDirectory(folder);
        await Mounting.MountOrSkipAsync("-t", "tmpfs", "-o", $"size={mebibytes}m", "tmpfs", folder);
        return new(folder);
    }

    /// <summary>Takes all space but <paramref name="bytes"/>; also where some was taken before.</summary>
    public async Task FillUpToAsync(long bytes)
    {
        var free = new DriveInfo(_folder).AvailableFreeSpace + (File.Exists(Ballast) ? new FileInfo(Ballast).Length : 0);
        (await Tool.RunAsync("fallocate", "--length", $"{Math.Max(BallastMargin, free - bytes)}", Ballast)).MustSucceed();
    }

    public void MakeRoom() => File.Delete(Ballast);

    public async ValueTask DisposeAsync() => await Tool.RunAsync("umount", "--lazy", _folder);
}
