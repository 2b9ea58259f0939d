using System.Text.RegularExpressions;

namespace EdgeNode.Center.Blobs;

/// <summary>The name of a blob: the SHA-256 of its bytes, 64 small hexadecimal digits. Nothing else becomes a file name.</summary>
internal static partial class BlobName
{
    public static bool Is(string name) => Shape().IsMatch(name);

    [GeneratedRegex(@"\A[0-9a-f]{64}\z")]
    private static partial Regex Shape();
}
