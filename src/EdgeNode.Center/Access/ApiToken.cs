using System.Security.Cryptography;
using System.Text;

namespace EdgeNode.Center.Access;

/// <summary>What a token may do; each includes those before it.</summary>
public enum Role
{
    /// <summary>The pages and their figures.</summary>
    Read,

    /// <summary>Facts as they came, and pieces of CT.</summary>
    Export,

    /// <summary>Decides on nodes in question.</summary>
    Adjudicate,

    /// <summary>Retention, quarantine.</summary>
    Admin,
}

/// <summary>An entry of <c>tokens</c> in center.json: the file holds a hash, so that nobody who reads it gets in.</summary>
/// <param name="Name">Whose it is; appears in the log.</param>
/// <param name="Role">What it may do.</param>
/// <param name="Sha256">SHA-256 of the token, 64 hexadecimal digits.</param>
public sealed record ApiToken(string Name, Role Role, string Sha256)
{
    /// <summary>A token that nobody has had: 32 random bytes.</summary>
    public static string Fresh() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));

    public static string HashOf(string token) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(token)));

    /// <summary>The entry that a token belongs to; every entry is compared, in a time that tells nothing.</summary>
    public static ApiToken? Find(IReadOnlyList<ApiToken> known, string token)
    {
        var hash = Encoding.ASCII.GetBytes(HashOf(token));
        ApiToken? found = null;
        foreach (var entry in known)
        {
            if (CryptographicOperations.FixedTimeEquals(hash, Encoding.ASCII.GetBytes(entry.Sha256.ToLowerInvariant())))
                found = entry;
        }

        return found;
    }
}
