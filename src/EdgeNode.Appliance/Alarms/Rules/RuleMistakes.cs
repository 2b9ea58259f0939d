namespace EdgeNode.Appliance.Alarms.Rules;

/// <summary>One mistake in a rule table: where it stands, what it is about, and what to write instead.</summary>
/// <param name="Line">From 1.</param>
/// <param name="Column">From 1, in characters.</param>
/// <param name="Path">Such as <c>rule U1.when</c> or <c>params.sa_mm</c>.</param>
public sealed record RuleMistake(int Line, int Column, string Path, string Message)
{
    /// <summary>As compilers write it, so that editors and terminals lead there.</summary>
    public string In(string file) => $"{file}:{Line}:{Column}: {Path} {Message}";
}

/// <summary>Collects mistakes as they are found.</summary>
internal sealed class RuleMistakes
{
    private readonly List<RuleMistake> _all = [];

    /// <summary>In the order of the file.</summary>
    public IReadOnlyList<RuleMistake> All => [.. _all.OrderBy(mistake => mistake.Line).ThenBy(mistake => mistake.Column)];

    public void Add(TextPosition at, string path, string message) => _all.Add(new(at.Line, at.Column, path, message));

    public void Unless(bool fine, TextPosition at, string path, string message)
    {
        if (!fine)
        {
            Add(at, path, message);
        }
    }

    /// <summary>Names that the format does not know, and names that are written twice.</summary>
    public void CheckNames(LocatedJson json, string path, params string[] known)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var member in json.Members)
        {
            var name = path.Length == 0 ? member.Name : $"{path}.{member.Name}";
            Unless(known.Contains(member.Name), member.At, name, $"is not known here; known are {string.Join(", ", known)}");
            Unless(seen.Add(member.Name), member.At, name, "is written twice: only one of them would count");
        }
    }
}
