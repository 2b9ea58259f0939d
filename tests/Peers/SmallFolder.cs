namespace EdgeNode.TestPeers;

/// <summary>A folder on a file system of its own, which can be filled to the last byte. Needs the right to mount.</summary>
internal sealed class SmallFolder : IAsyncDisposable
{
    private readonly string _folder;

    private SmallFolder(string folder) => _folder = folder;

    /// <summary>Null where mounting is not permitted.</summary>
    public static async Task<SmallFolder?> MountAsync(string folder, int mebibytes) =>
        await Shell.RunAsync("mount", "-t", "tmpfs", "-o", $"size={mebibytes}m", "tmpfs", folder) == 0 ? new(folder) : null;

    public Task FillAsync() => Shell.RunAsync("dd", "if=/dev/zero", $"of={Path.Combine(_folder, "ballast")}", "bs=64k");

    public void MakeRoom() => File.Delete(Path.Combine(_folder, "ballast"));

    public async ValueTask DisposeAsync() => await Shell.RunAsync("umount", "--lazy", _folder);
}
