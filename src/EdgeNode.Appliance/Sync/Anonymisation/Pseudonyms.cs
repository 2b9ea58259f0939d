using System.Globalization;
using System.Numerics;
using System.Security.Cryptography;
using System.Text;

namespace EdgeNode.Appliance.Sync.Anonymisation;

/// <summary>
/// Pseudonyms of all that may leave in no other way: HMAC-SHA256 under the site's secret, with a prefix that keeps different things apart.
/// Without the secret none can be computed, or joined with another site's.
/// </summary>
internal static class Pseudonyms
{
    public static string Patient(SiteSecret secret, string patientId) => Hex(secret, "patient:" + patientId, 16);

    public static string Act(SiteSecret secret, Guid act) => Hex(secret, $"act:{act}", 16);

    public static string Person(SiteSecret secret, string code) => Hex(secret, "person:" + code, 8);

    /// <summary>A UID in place of another: 2.25 and a decimal number of 128 bits (PS3.5 annex B.2), the same for the same.</summary>
    public static string Uid(SiteSecret secret, string uid) =>
        "2.25." + new BigInteger(Mac(secret, "uid:" + uid).AsSpan(0, 16), isUnsigned: true, isBigEndian: true).ToString(CultureInfo.InvariantCulture);

    /// <summary>By how many days all dates of a patient are moved: 1 to 365 either way, never 0.</summary>
    public static int DateShift(SiteSecret secret, string patient)
    {
        var place = (int)(BitConverter.ToUInt64(Mac(secret, "shift:" + patient)) % 730);
        return place < 365 ? place - 365 : place - 364;
    }

    private static string Hex(SiteSecret secret, string text, int bytes) => Convert.ToHexStringLower(Mac(secret, text).AsSpan(0, bytes));

    private static byte[] Mac(SiteSecret secret, string text) => HMACSHA256.HashData(secret.Key, Encoding.UTF8.GetBytes(text));
}
