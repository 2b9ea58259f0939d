using System.Globalization;

namespace EdgeNode.Dicom.Network;

/// <summary>Status of a DIMSE response (PS3.7 annex C, PS3.4 B.2.3).</summary>
public readonly record struct DimseStatus(ushort Code)
{
    public static readonly DimseStatus Success = new(0x0000);

    /// <summary>Processing failure.</summary>
    public static readonly DimseStatus ProcessingFailure = new(0x0110);

    /// <summary>Another instance with this UID is already kept.</summary>
    public static readonly DimseStatus DuplicateInstance = new(0x0111);

    /// <summary>There is no such SOP instance.</summary>
    public static readonly DimseStatus NoSuchInstance = new(0x0112);

    /// <summary>The argument of N-ACTION cannot be understood.</summary>
    public static readonly DimseStatus InvalidArgument = new(0x0115);

    /// <summary>The SOP Instance UID is not a UID.</summary>
    public static readonly DimseStatus InvalidInstance = new(0x0117);

    /// <summary>The SOP class is not the one of the presentation context, or not a storage class.</summary>
    public static readonly DimseStatus SopClassNotSupported = new(0x0122);

    public static readonly DimseStatus NoSuchAction = new(0x0123);

    public static readonly DimseStatus UnrecognizedOperation = new(0x0211);

    /// <summary>An N-ACTION is longer than this side takes.</summary>
    public static readonly DimseStatus ResourceLimitation = new(0x0213);

    /// <summary>Out of resources: the peer may try again later.</summary>
    public static readonly DimseStatus OutOfResources = new(0xA700);

    /// <summary>The data set does not match the SOP class.</summary>
    public static readonly DimseStatus DataSetDoesNotMatch = new(0xA900);

    /// <summary>The data set cannot be understood.</summary>
    public static readonly DimseStatus CannotUnderstand = new(0xC000);

    /// <summary>Stored: success, or one of the storage warnings (coercion, elements discarded, data set does not match; PS3.4 table B.2-1).</summary>
    public bool IsStored => Code is 0x0000 or 0xB000 or 0xB006 or 0xB007;

    /// <summary>As the standard prints it: A700H.</summary>
    public override string ToString() => Code.ToString("X4", CultureInfo.InvariantCulture) + "H";
}
