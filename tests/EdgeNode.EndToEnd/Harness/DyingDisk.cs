namespace EdgeNode.EndToEnd.Harness;

/// <summary>An ext4 file system in a file that can be made to refuse writes as a dying disk does.</summary>
internal sealed class DyingDisk : IAsyncDisposable
{
    private readonly string _folder;
    private readonly string _image;

    private DyingDisk(string folder, string image) => (_folder, _image) = (folder, image);

    public static async Task<DyingDisk> MountAsync(string folder, int mebibytes)
    {
        Directory.CreateDirectory(folder);
        var disk = new DyingDisk(folder, folder + ".img");
        (await Tool.RunAsync("truncate", "--size", $"{mebibytes}M", disk._image)).MustSucceed();
        (await Tool.RunAsync("mkfs.ext4", "-q", disk._image)).MustSucceed();
        await Mounting.MountOrSkipAsync("-o", "loop", disk._image, folder);
        return disk;
    }

    /// <summary>What the kernel does after errors it cannot mend: open files or not, nothing is written any more.</summary>
    public async Task DieAsync() => (await Tool.RunAsync("mount", "-o", "remount,abort", _folder)).MustSucceed();

    /// <summary>After a repair, while nobody uses it.</summary>
    public async Task MendAsync()
    {
        (await Tool.RunAsync("umount", _folder)).MustSucceed();
        Assert.True((await Tool.RunAsync("e2fsck", "-f", "-y", _image)).ExitCode < 4, "the file system can be mended");
        (await Tool.RunAsync("mount", "-o", "loop", _image, _folder)).MustSucceed();
    }

    public async ValueTask DisposeAsync()
    {
        await Tool.RunAsync("umount", "--lazy", _folder);
        File.Delete(_image);
    }
}
