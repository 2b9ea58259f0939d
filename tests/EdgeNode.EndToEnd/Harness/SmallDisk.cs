namespace EdgeNode.EndToEnd.Harness;

/// <summary>A file system of its own size for a data folder. Needs the right to mount; without it the test is skipped, in CI it fails.</summary>
internal sealed class SmallDisk : IAsyncDisposable
{
    private const int BallastMargin = 4096;

    private readonly string _folder;

    private SmallDisk(string folder) => _folder = folder;

    private string Ballast => Path.Combine(_folder, "ballast");

    public static async Task<SmallDisk> MountAsync(string folder, int mebibytes)
    {
        Directory.CreateDirectory(folder);
        var mounted = await Tool.RunAsync("mount", "-t", "tmpfs", "-o", $"size={mebibytes}m", "tmpfs", folder);
        if (mounted.ExitCode != 0 && Environment.GetEnvironmentVariable("CI") is null)
        {
            Assert.Skip($"Mounting a small file system is not permitted here: {mounted.Errors.Trim()}");
        }

        mounted.MustSucceed();
        return new(folder);
    }

    /// <summary>Takes all space but <paramref name="bytes"/>.</summary>
    public async Task FillUpToAsync(long bytes)
    {
        var free = new DriveInfo(_folder).AvailableFreeSpace;
        (await Tool.RunAsync("fallocate", "--length", $"{Math.Max(BallastMargin, free - bytes)}", Ballast)).MustSucceed();
    }

    public void MakeRoom() => File.Delete(Ballast);

    public async ValueTask DisposeAsync() => await Tool.RunAsync("umount", "--lazy", _folder);
}
