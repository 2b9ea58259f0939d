[assembly: AssemblyFixture(typeof(EdgeNode.EndToEnd.Harness.PhantomStudy))]

namespace EdgeNode.EndToEnd.Harness;

/// <summary>One synthetic study for all tests, made by the program itself: a neck of 60 slices with nodes of all three classes.</summary>
public sealed class PhantomStudy : IAsyncLifetime
{
    public const string Slices = "60";

    public string Folder { get; } = Directory.CreateTempSubdirectory("edgenode-phantom").FullName;

    public async ValueTask InitializeAsync() =>
        (await Programs.EdgeNodeAsync("phantom", "--out", Folder, "--seed", "7", "--nodes", "9", "--slices", Slices, "--spacing", "2.25,0.45,0.45")).MustSucceed();

    public ValueTask DisposeAsync()
    {
        Directory.Delete(Folder, recursive: true);
        return default;
    }
}
