using System.Text.Json;
using EdgeNode.Appliance.Hosting.Options;

namespace EdgeNode.Appliance.Alarms.Rules;

/// <summary>A table, or every mistake in its file.</summary>
/// <param name="File">What was read, as it was named.</param>
public sealed record RuleTableLoading(RuleTable? Table, string File, IReadOnlyList<RuleMistake> Mistakes)
{
    /// <summary>The mistakes as they are told beside those of appliance.json.</summary>
    public IReadOnlyList<OptionError> Errors => [.. Mistakes.Select(mistake => new OptionError($"{File}:{mistake.Line}:{mistake.Column}: {mistake.Path}", mistake.Message))];
}

/// <summary>Reads rule tables: a site's own file, or the one that comes with the program.</summary>
public static class RuleTableFile
{
    private const string Included = "triage-rules.json";

    /// <param name="path">File; empty for the included table.</param>
    public static RuleTableLoading Load(string path)
    {
        var name = path.Length == 0 ? Included : path;
        byte[] text = [];
        try
        {
            text = path.Length == 0 ? ReadIncluded() : File.ReadAllBytes(path);
            var (table, mistakes) = RuleTableReader.Read(LocatedJson.Parse(text));
            return new(table, name, mistakes);
        }
        catch (JsonException malformed)
        {
            return new(null, name, [Malformed(text, malformed)]);
        }
        catch (Exception missing) when (missing is IOException or UnauthorizedAccessException)
        {
            return new(null, name, [new(1, 1, "file", $"cannot be read: {missing.Message}")]);
        }
    }

    /// <summary>The reader counts lines from 0 and columns in bytes; people do neither.</summary>
    private static RuleMistake Malformed(byte[] text, JsonException malformed)
    {
        var line = (int)(malformed.LineNumber ?? 0);
        var begin = 0;
        for (var i = 0; i < line; i++)
        {
            begin += text.AsSpan(begin).IndexOf((byte)'\n') + 1;
        }

        var at = LocatedJson.Position(text, begin + (malformed.BytePositionInLine ?? 0));
        var words = malformed.Message.Split(" LineNumber:")[0];
        return new(at.Line, at.Column, "table", $"is not JSON here: {words}");
    }

    private static byte[] ReadIncluded()
    {
        using var stream = typeof(RuleTableFile).Assembly.GetManifestResourceStream(Included)!;
        var text = new byte[stream.Length];
        stream.ReadExactly(text);
        return text;
    }
}
