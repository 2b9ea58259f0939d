using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace EdgeNode.Imaging.Volumes;

/// <summary>Turns one row of stored voxels into numbers.</summary>
internal static class StoredRow
{
    /// <param name="bytes">The row as stored; its byte order is changed in place where it differs from the machine's.</param>
    /// <param name="type">Number format.</param>
    /// <param name="bigEndian">Byte order of the file.</param>
    /// <param name="values">As many numbers as the row holds.</param>
    public static void Decode(Span<byte> bytes, StoredType type, bool bigEndian, Span<double> values)
    {
        if (bigEndian == BitConverter.IsLittleEndian)
            SwapByteOrder(bytes, type.Bytes());

        switch (type)
        {
            case StoredType.UInt8: Widen<byte>(bytes, values); break;
            case StoredType.Int8: Widen<sbyte>(bytes, values); break;
            case StoredType.Int16: Widen<short>(bytes, values); break;
            case StoredType.UInt16: Widen<ushort>(bytes, values); break;
            case StoredType.Int32: Widen<int>(bytes, values); break;
            case StoredType.Float32: Widen<float>(bytes, values); break;
            case StoredType.Float64: Widen<double>(bytes, values); break;
            default: throw new ArgumentOutOfRangeException(nameof(type));
        }
    }

    private static void Widen<T>(ReadOnlySpan<byte> bytes, Span<double> values)
        where T : unmanaged, System.Numerics.INumber<T>
    {
        var stored = MemoryMarshal.Cast<byte, T>(bytes);
        for (var i = 0; i < values.Length; i++)
            values[i] = double.CreateTruncating(stored[i]);
    }

    private static void SwapByteOrder(Span<byte> bytes, int width)
    {
        switch (width)
        {
            case 2:
                var shorts = MemoryMarshal.Cast<byte, short>(bytes);
                BinaryPrimitives.ReverseEndianness(shorts, shorts);
                break;
            case 4:
                var ints = MemoryMarshal.Cast<byte, int>(bytes);
                BinaryPrimitives.ReverseEndianness(ints, ints);
                break;
            case 8:
                var longs = MemoryMarshal.Cast<byte, long>(bytes);
                BinaryPrimitives.ReverseEndianness(longs, longs);
                break;
        }
    }
}
