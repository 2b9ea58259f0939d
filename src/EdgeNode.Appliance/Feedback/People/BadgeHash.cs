using System.Security.Cryptography;
using EdgeNode.Appliance.Storage;
using Microsoft.Data.Sqlite;

namespace EdgeNode.Appliance.Feedback.People;

/// <summary>
/// The code of a badge as it is kept: PBKDF2 as for PINs, with one salt for the whole box. A badge names its person, so that one computation
/// must find whose it is.
/// </summary>
internal static class BadgeHash
{
    private const string Salt = "badge_salt";

    /// <summary>Inside a write: the first badge makes the salt.</summary>
    public static byte[] Of(SqliteConnection connection, string badge)
    {
        connection.Execute("INSERT OR IGNORE INTO meta (key, value) VALUES ($key, $salt)", ("$key", Salt), ("$salt", Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(PinHash.Length))));
        return PinHash.Derive(badge, SaltOf(connection)!, PinHash.Present);
    }

    /// <summary>Null where no badge was ever given out.</summary>
    public static byte[]? SaltOf(SqliteConnection connection) =>
        connection.Meta(Salt) is { } salt ? Convert.FromHexString(salt) : null;
}
