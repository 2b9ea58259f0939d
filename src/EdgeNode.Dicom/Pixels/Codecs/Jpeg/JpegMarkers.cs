namespace EdgeNode.Dicom.Pixels.Codecs.Jpeg;

/// <summary>The markers of ITU-T T.81 table B.1 and T.87 table C.1 that are looked at.</summary>
internal static class JpegMarkers
{
    public const int StartOfImage = 0xD8;
    public const int EndOfImage = 0xD9;
    public const int LosslessFrame = 0xC3;
    public const int HuffmanTables = 0xC4;
    public const int StartOfScan = 0xDA;
    public const int RestartInterval = 0xDD;

    /// <summary>JPEG-LS frame (T.87 C.1.1).</summary>
    public const int LsFrame = 0xF7;

    /// <summary>JPEG-LS preset parameters (T.87 C.2.4.1).</summary>
    public const int LsParameters = 0xF8;

    /// <summary>Frames of other processes: C0 to CF without tables (C4), JPG (C8) and arithmetic conditioning (CC).</summary>
    public static bool IsFrame(int marker) => marker is >= 0xC0 and <= 0xCF and not (0xC4 or 0xC8 or 0xCC);

    /// <summary>Sequential and progressive DCT: always with loss.</summary>
    public static bool IsDctFrame(int marker) => marker is 0xC0 or 0xC1 or 0xC2 or 0xC9 or 0xCA;

    /// <summary>Markers without a segment: TEM and restarts.</summary>
    public static bool IsAlone(int marker) => marker is 0x01 or (>= 0xD0 and <= 0xD7);
}
