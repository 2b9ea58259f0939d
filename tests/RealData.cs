namespace EdgeNode.TestData;

/// <summary>
/// Finds the real data and golden outputs that lie beside the checkout (../shared, or EDGENODE_SHARED). They are never part of the project:
/// a test that needs them skips where they are not.
/// </summary>
internal static class RealData
{
    /// <summary>Folder of the checkout.</summary>
    public static string Repository { get; } = FindUpwards("EdgeNode.sln");

    private static string Shared => Environment.GetEnvironmentVariable("EDGENODE_SHARED") ?? Path.Combine(Repository, "..", "shared");

    /// <summary>Full path of e.g. <c>data/ct-codecs</c> or <c>golden/nnunet</c>; skips the test where it is missing.</summary>
    public static string PathOrSkip(string relative)
    {
        var path = Path.GetFullPath(Path.Combine(Shared, relative));
        if (!File.Exists(path) && !Directory.Exists(path))
        {
            Assert.Skip($"Real data '{relative}' is not beside the checkout (../shared, or set EDGENODE_SHARED).");
        }

        return path;
    }

    private static string FindUpwards(string file)
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, file)))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new DirectoryNotFoundException($"No folder above {AppContext.BaseDirectory} holds {file}.");
    }
}
