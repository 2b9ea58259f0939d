using System.Reflection;
using System.Text.Json;

namespace EdgeNode.TestData;

/// <summary>A message or file as some release wrote it. Topic is null for result.json.</summary>
internal sealed record Sample(string Name, string Release, string Schema, string? Topic, byte[] Bytes)
{
    public override string ToString() => $"{Release} {Name}";
}

/// <summary>
/// Everything that a release has written or sent, one file per release, never edited afterwards: queued messages outlive releases, so
/// every later build must read them. Box, centre and contracts are tested against the same files.
/// </summary>
internal static class Samples
{
    public static IReadOnlyList<Sample> All { get; } = Load();

    public static Sample Of(string name) => All.Last(sample => sample.Name == name);

    private static List<Sample> Load()
    {
        var assembly = Assembly.GetExecutingAssembly();
        var samples = new List<Sample>();
        foreach (var resource in assembly.GetManifestResourceNames().Where(name => name.StartsWith("samples/", StringComparison.Ordinal)).Order())
        {
            using var document = JsonDocument.Parse(assembly.GetManifestResourceStream(resource)!);
            var release = document.RootElement.GetProperty("release").GetString()!;
            samples.AddRange(document.RootElement.GetProperty("samples").EnumerateArray().Select(entry => new Sample(
                entry.GetProperty("name").GetString()!,
                release,
                entry.GetProperty("content").GetProperty("schema").GetString()!,
                entry.GetProperty("topic").GetString(),
                JsonSerializer.SerializeToUtf8Bytes(entry.GetProperty("content")))));
        }

        return samples;
    }
}
