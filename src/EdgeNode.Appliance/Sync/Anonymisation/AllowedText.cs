using System.Text.RegularExpressions;

namespace EdgeNode.Appliance.Sync.Anonymisation;

/// <summary>Text leaves the hospital only in these shapes; anything else is replaced, never cleaned.</summary>
internal static partial class AllowedText
{
    private const string Other = "OTHER";

    /// <summary>A stable UPPER_SNAKE code.</summary>
    public static string Code(string code) => CodeShape().IsMatch(code) ? code : Other;

    /// <summary>An id, version or provider name, as a bundle or rule table gives it: one word.</summary>
    public static string Word(string word) => WordShape().IsMatch(word) ? word : Other;

    public static string Sha256(string digest) => DigestShape().IsMatch(digest) ? digest : Other;

    public static string? Side(string? side) => side is "left" or "right" or "midline" ? side : null;

    [GeneratedRegex(@"\A[A-Z][A-Z0-9_]{0,63}\z")]
    private static partial Regex CodeShape();

    [GeneratedRegex(@"\A[A-Za-z0-9][A-Za-z0-9._+-]{0,63}\z")]
    private static partial Regex WordShape();

    [GeneratedRegex(@"\A[0-9a-fA-F]{64}\z")]
    private static partial Regex DigestShape();
}
