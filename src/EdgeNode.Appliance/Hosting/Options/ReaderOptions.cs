using System.Text.RegularExpressions;

namespace EdgeNode.Appliance.Hosting.Options;

/// <summary>One of <c>alarms.readers</c>: somebody, or a shared station, who may acknowledge and decide.</summary>
public sealed partial record ReaderOptions
{
    /// <summary>What stands in the record: a staff code or what a badge reads.</summary>
    public string Code { get; init; } = "";

    /// <summary>What the page shows.</summary>
    public string Name { get; init; } = "";

    internal IEnumerable<OptionError> Validate(string path)
    {
        if (!CodePattern().IsMatch(Code))
        {
            yield return new($"{path}.code", "is 1 to 32 letters, digits, '_' or '-', such as \"A1\"");
        }

        if (string.IsNullOrWhiteSpace(Name) || Name.Length > 64)
        {
            yield return new($"{path}.name", "is what the page shows, 1 to 64 characters, such as \"Dr Lin\"");
        }
    }

    [GeneratedRegex("^[A-Za-z0-9_-]{1,32}$")]
    private static partial Regex CodePattern();
}
