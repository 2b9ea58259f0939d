using System.Buffers.Binary;
using EdgeNode.Dicom.DataSets;

namespace EdgeNode.Dicom.Files;

/// <summary>Finds out how a file begins: preamble or not, meta information or not, and the encoding where neither says (PS3.10 section 7.1).</summary>
internal static class FilePreface
{
    private const int PreambleLength = 128;

    /// <summary>Byte offset of the first element; null when the bytes are not DICOM.</summary>
    public static int? FirstElement(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length >= PreambleLength + 4 && bytes.Slice(PreambleLength, 4).SequenceEqual("DICM"u8)) return PreambleLength + 4;
        return LooksLikeDataSet(bytes) ? 0 : null;
    }

    /// <summary>
    /// The encoding of a data set by its first header. A declared uncompressed little endian syntax that the header contradicts is corrected:
    /// files whose meta information says explicit over an implicit data set exist.
    /// </summary>
    public static TransferSyntax Encoding(ReadOnlySpan<byte> dataSet, TransferSyntax? declared)
    {
        if (declared is { IsDeflated: true } or { IsBigEndian: true } || dataSet.Length < 8) return declared ?? TransferSyntax.ImplicitVrLittleEndian;
        if (declared is null && dataSet[0] == 0 && dataSet[1] != 0) return TransferSyntax.ExplicitVrBigEndian;
        var isExplicit = VrRules.FromLetters(dataSet[4], dataSet[5]) is not null;
        if (declared is not null && declared.IsExplicitVr == isExplicit) return declared;
        if (declared is { IsEncapsulated: true }) return declared with { IsExplicitVr = isExplicit };
        return isExplicit ? TransferSyntax.ExplicitVrLittleEndian : TransferSyntax.ImplicitVrLittleEndian;
    }

    /// <summary>Without "DICM" the first element must be one of the groups files begin with, and its value must fit.</summary>
    private static bool LooksLikeDataSet(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < 8) return false;
        var isExplicit = VrRules.FromLetters(bytes[4], bytes[5]) is not null;
        var isBigEndian = isExplicit && bytes[0] == 0 && bytes[1] != 0;
        var group = isBigEndian ? BinaryPrimitives.ReadUInt16BigEndian(bytes) : BinaryPrimitives.ReadUInt16LittleEndian(bytes);
        return group is 0x0002 or 0x0008 or 0x0010 or 0x0018 or 0x0020 or 0x0028
            && ElementHeader.TryRead(bytes, isExplicit, isBigEndian, out var header)
            && (header.IsUndefined || header.Length <= 0xFFFF)
            && (isExplicit || TagRegistry.Find(header.Tag) is not null || header.Tag.Element == 0);
    }
}
