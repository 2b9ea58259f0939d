using System.Security.Cryptography;
using System.Text;

namespace EdgeNode.Appliance.Sync.Anonymisation;

/// <summary>
/// Pseudonym of a study outside the hospital: the first 16 bytes of HMAC-SHA256(site secret, "study:" + Study Instance UID) in hexadecimal.
/// Without the secret it can neither be computed from a UID nor joined with another site's.
/// </summary>
public static class CaseKey
{
    public static string Of(SiteSecret secret, string studyInstanceUid)
    {
        // The prefix keeps pseudonyms of different things apart under one secret.
        var mac = HMACSHA256.HashData(secret.Key, Encoding.UTF8.GetBytes("study:" + studyInstanceUid));
        return Convert.ToHexStringLower(mac.AsSpan(0, 16));
    }
}
