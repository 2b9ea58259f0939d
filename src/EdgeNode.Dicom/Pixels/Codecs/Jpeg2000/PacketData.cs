namespace EdgeNode.Dicom.Pixels.Codecs.Jpeg2000;

/// <summary>
/// The packets of a tile-part. Encoders keep 0xFF followed by more than 0x8F out of them (ITU-T T.800 A.1, T.814 7.1); OpenJPEG's decoder of
/// high-throughput code-blocks takes that for granted and ends the process where it is not so.
/// </summary>
internal static class PacketData
{
    /// <summary>False for bytes no encoder writes, and for markers between packets (SOP, EPH), which hide them and which high-throughput writers do without.</summary>
    public static bool IsFreeOfMarkers(ReadOnlySpan<byte> data)
    {
        for (var at = data.IndexOf((byte)0xFF); at >= 0 && at + 1 < data.Length;)
        {
            if (data[at + 1] > 0x8F) return false;
            var next = data[(at + 1)..].IndexOf((byte)0xFF);
            if (next < 0) return true;
            at += 1 + next;
        }

        return true;
    }
}
