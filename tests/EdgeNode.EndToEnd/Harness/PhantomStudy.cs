[assembly: AssemblyFixture(typeof(EdgeNode.EndToEnd.Harness.PhantomStudy))]

namespace EdgeNode.EndToEnd.Harness;

/// <summary>One synthetic study for all tests, made by the program itself: a neck of 60 slices with nodes of all three classes.</summary>
public sealed class PhantomStudy : IAsyncLifetime
{
    public const string Slices = "60";

    /// <summary>A neck whose large node with extension the reference model finds; nine nodes of all three classes.</summary>
    public const string Seed = "7";

    public const string Nodes = "9";

    public const string PatientId = $"PHANTOM-{Seed}";

    public const string PatientName = $"Phantom Seed{Seed}";

    public string Folder { get; } = Directory.CreateTempSubdirectory("edgenode-phantom").FullName;

    public async ValueTask InitializeAsync() => await MakeAsync(Folder, Slices, "2.25,0.45,0.45");

    /// <summary>The same neck in other slices.</summary>
    internal static async Task MakeAsync(string folder, string slices, string spacing) =>
        (await Programs.EdgeNodeAsync("phantom", "--out", folder, "--seed", Seed, "--nodes", Nodes, "--slices", slices, "--spacing", spacing)).MustSucceed();

    public ValueTask DisposeAsync()
    {
        Directory.Delete(Folder, recursive: true);
        return default;
    }
}
