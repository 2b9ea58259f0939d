using System.Security.Cryptography;
using EdgeNode.Dicom.Fuzz.Targets;

namespace EdgeNode.Dicom.Fuzz.Running;

/// <summary>An input that broke something. Two findings with the same <see cref="Kind"/> are taken for the same fault.</summary>
internal sealed record Finding(string Target, string Kind, string Detail, byte[] Input)
{
    public static Finding Of(string target, Exception failure, ReadOnlySpan<byte> input) => new(target, KindOf(failure), failure.ToString(), input.ToArray());

    public static Finding Hang(string target, ReadOnlySpan<byte> input) => new(target, "hang", "The execution did not end.", input.ToArray());

    /// <summary>The promise that was broken, or the exception with the method that threw it.</summary>
    public static string KindOf(Exception failure) => failure is InvariantException invariant
        ? invariant.Promise
        : $"{failure.GetType().Name} in {new System.Diagnostics.StackTrace(failure).GetFrames().Select(frame => frame.GetMethod()).FirstOrDefault(method => method?.DeclaringType?.Namespace?.StartsWith("EdgeNode", StringComparison.Ordinal) == true)?.Name}";

    /// <summary>Saves the input; returns its path.</summary>
    public string Save(string folder)
    {
        Directory.CreateDirectory(folder);
        var path = Path.Combine(folder, $"{Target}-{Convert.ToHexStringLower(SHA256.HashData(Input))[..12]}.bin");
        File.WriteAllBytes(path, Input);
        return path;
    }
}
