using System.Buffers;
using System.Globalization;
using System.Numerics;

namespace EdgeNode.Dicom.DataSets;

/// <summary>Unique identifiers (PS3.5 section 9).</summary>
public static class DicomUid
{
    /// <summary>Names this implementation in file meta information and associations (PS3.7 annex D.3.3.2).</summary>
    public const string ImplementationClass = "2.25.329800735698586629295641978511506172918";

    /// <summary>Version that goes with <see cref="ImplementationClass"/>; at most 16 characters.</summary>
    public const string ImplementationVersion = "EDGENODE_0_1";

    private static readonly SearchValues<char> Allowed = SearchValues.Create("0123456789.");

    /// <summary>Digits and dots only, 1 to 64: what may be stored, compared and logged. Anything else is refused before it is used.</summary>
    public static bool IsValid(ReadOnlySpan<char> uid) => uid.Length is >= 1 and <= 64 && !uid.ContainsAnyExcept(Allowed);

    /// <summary>A UID under 2.25 from a UUID (PS3.5 annex B.2).</summary>
    public static string From(Guid uuid) =>
        "2.25." + new BigInteger(uuid.ToByteArray(bigEndian: true), isUnsigned: true, isBigEndian: true).ToString(CultureInfo.InvariantCulture);
}
