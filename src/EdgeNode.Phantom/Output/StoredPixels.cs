using System.Buffers.Binary;

namespace EdgeNode.Phantom.Output;

/// <summary>HU to 12-bit unsigned stored values in 16 bits, little endian, as most scanners write CT.</summary>
internal static class StoredPixels
{
    public const int Intercept = -1024;
    private const int Largest = 4095;

    /// <summary>Signed values without an offset, for volumes with padding below -1024.</summary>
    public static byte[] Signed(ReadOnlySpan<short> hu)
    {
        var bytes = new byte[hu.Length * sizeof(short)];
        for (var i = 0; i < hu.Length; i++) BinaryPrimitives.WriteInt16LittleEndian(bytes.AsSpan(i * sizeof(short)), hu[i]);
        return bytes;
    }

    public static byte[] Of(ReadOnlySpan<short> hu)
    {
        var bytes = new byte[hu.Length * sizeof(ushort)];
        for (var i = 0; i < hu.Length; i++)
        {
            BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(i * sizeof(ushort)), (ushort)Math.Clamp(hu[i] - Intercept, 0, Largest));
        }

        return bytes;
    }
}
