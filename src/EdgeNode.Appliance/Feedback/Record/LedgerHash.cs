using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace EdgeNode.Appliance.Feedback.Record;

/// <summary>
/// The chain of the record: SHA-256 over the hash of the row before and every field of the row, each as its length in UTF-8 bytes, a colon,
/// the bytes and a comma; a field that is null is "-,". Whoever changes a row, takes one out or puts one in changes every hash after it.
/// </summary>
internal static class LedgerHash
{
    /// <summary>What the first row is chained to.</summary>
    public static readonly string Begin = new('0', 64);

    public static string Of(string previous, LedgerEntry entry)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        string?[] fields =
        [
            previous, entry.Sequence.ToString(CultureInfo.InvariantCulture), entry.Act.ToString(), entry.Kind, entry.CaseId?.ToString(),
            entry.Reader, entry.Via, entry.Content, entry.Effect, entry.At,
        ];
        foreach (var field in fields)
        {
            hash.AppendData(Encoding.UTF8.GetBytes(field is null ? "-," : string.Create(CultureInfo.InvariantCulture, $"{Encoding.UTF8.GetByteCount(field)}:{field},")));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
