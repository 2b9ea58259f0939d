using System.Text.Json;
using EdgeNode.Appliance.Hosting.Options;

namespace EdgeNode.Appliance.Alarms.Rules;

/// <summary>A table, or every mistake in its file.</summary>
public sealed record RuleTableLoading(RuleTable? Table, IReadOnlyList<OptionError> Errors);

/// <summary>Reads rule tables: a site's own file, or the one that comes with the program.</summary>
public static class RuleTableFile
{
    private const string Included = "triage-rules.json";

    /// <param name="path">File; empty for the included table.</param>
    public static RuleTableLoading Load(string path)
    {
        try
        {
            using var stream = path.Length == 0 ? typeof(RuleTableFile).Assembly.GetManifestResourceStream(Included)! : File.OpenRead(path);
            var json = JsonSerializer.Deserialize(stream, RuleJsonContext.Default.RuleTableJson);
            return json is null ? Unreadable(path, "is empty") : RuleTableReader.Read(json);
        }
        catch (JsonException malformed)
        {
            return Unreadable(path, $"is not a rule table: {malformed.Message}");
        }
        catch (Exception missing) when (missing is IOException or UnauthorizedAccessException)
        {
            return Unreadable(path, $"cannot be read: {missing.Message}");
        }
    }

    private static RuleTableLoading Unreadable(string path, string message) => new(null, [new(path.Length == 0 ? Included : path, message)]);
}
