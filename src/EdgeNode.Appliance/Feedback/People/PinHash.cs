using System.Security.Cryptography;
using System.Text;

namespace EdgeNode.Appliance.Feedback.People;

/// <summary>
/// A PIN as it is kept: PBKDF2 with HMAC-SHA-512, a salt for each person, the count of iterations beside it so that it can grow (OWASP 2023
/// asks for 210,000). It slows down whoever has a copy of the database; against guessing at the box the delay protects.
/// </summary>
internal sealed record PinHash(byte[] Salt, byte[] Hash, int Iterations)
{
    public const int Length = 32;
    public const int Present = 210_000;

    /// <summary>Stands in for somebody who is not on the list, so that the answer takes as long.</summary>
    public static PinHash Nobody { get; } = new(new byte[Length], new byte[Length], Present);

    public static PinHash Of(string pin)
    {
        var salt = RandomNumberGenerator.GetBytes(Length);
        return new(salt, Derive(pin, salt, Present), Present);
    }

    /// <summary>Takes as long for a wrong PIN as for the right one.</summary>
    public bool Matches(string pin) => CryptographicOperations.FixedTimeEquals(Derive(pin, Salt, Iterations), Hash);

    public static byte[] Derive(string pin, byte[] salt, int iterations) =>
        Rfc2898DeriveBytes.Pbkdf2(Encoding.UTF8.GetBytes(pin), salt, iterations, HashAlgorithmName.SHA512, Length);
}
