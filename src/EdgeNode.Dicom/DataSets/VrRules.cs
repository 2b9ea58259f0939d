namespace EdgeNode.Dicom.DataSets;

/// <summary>What the value representations have in common (PS3.5 sections 6.2 and 7.1.2).</summary>
internal static class VrRules
{
    /// <summary>The representation of two letters; null when they name none.</summary>
    public static Vr? FromLetters(byte first, byte second)
    {
        var vr = (Vr)(first | (second << 8));
        return Enum.IsDefined(vr) ? vr : null;
    }

    /// <summary>Explicit VR headers with two reserved bytes and a 32-bit length.</summary>
    public static bool HasLongLength(Vr vr) => vr is Vr.OB or Vr.OD or Vr.OF or Vr.OL or Vr.OV or Vr.OW or Vr.SQ or Vr.SV or Vr.UC or Vr.UN or Vr.UR or Vr.UT or Vr.UV;

    /// <summary>Text, whose values a backslash separates unless <see cref="IsSingleText"/>.</summary>
    public static bool IsText(Vr vr) => vr is Vr.AE or Vr.AS or Vr.CS or Vr.DA or Vr.DS or Vr.DT or Vr.IS or Vr.LO or Vr.LT or Vr.PN or Vr.SH or Vr.ST or Vr.TM or Vr.UC or Vr.UI or Vr.UR or Vr.UT;

    /// <summary>Text in which a backslash is a character.</summary>
    public static bool IsSingleText(Vr vr) => vr is Vr.LT or Vr.ST or Vr.UT or Vr.UR;

    /// <summary>Text that Specific Character Set governs; the rest is ASCII.</summary>
    public static bool HasCharacterSet(Vr vr) => vr is Vr.LO or Vr.LT or Vr.PN or Vr.SH or Vr.ST or Vr.UC or Vr.UT;

    /// <summary>Values have even length: UIDs and bytes are filled with NUL, text with a space.</summary>
    public static byte Padding(Vr vr) => IsText(vr) && vr != Vr.UI ? (byte)' ' : (byte)0;

    /// <summary>Bytes that change places together in big endian; 1 where order does not matter.</summary>
    public static int SwapSize(Vr vr) => vr switch
    {
        Vr.AT or Vr.OW or Vr.SS or Vr.US => 2,
        Vr.FL or Vr.OF or Vr.OL or Vr.SL or Vr.UL => 4,
        Vr.FD or Vr.OD or Vr.OV or Vr.SV or Vr.UV => 8,
        _ => 1,
    };
}
