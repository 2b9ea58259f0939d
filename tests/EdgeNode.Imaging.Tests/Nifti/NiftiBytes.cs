using System.IO.Compression;

namespace EdgeNode.Imaging.Tests.Nifti;

/// <summary>Builds NIfTI-1 files byte by byte, field offsets as in nifti1.h, independent of the writer under test.</summary>
internal sealed class NiftiBytes(bool bigEndian = false)
{
    private readonly byte[] _header = new byte[352];

    public List<byte> Voxels { get; } = [];

    public static NiftiBytes Volume(short x, short y, short z, short datatype, bool bigEndian = false) => new NiftiBytes(bigEndian)
        .Int(0, 348).Short(40, 3).Short(42, x).Short(44, y).Short(46, z).Short(48, 1).Short(50, 1).Short(70, datatype)
        .Float(76, 1).Float(80, 0.48f).Float(84, 0.5f).Float(88, 3).Float(108, 352).Text(344, "n+1")
        .Short(254, 1).Sform(-0.48f, 0, 0, 100, 0, -0.5f, 0, 90, 0, 0, 3, -700);

    public NiftiBytes Int(int at, int value) => Put(at, BitConverter.GetBytes(value));

    public NiftiBytes Short(int at, short value) => Put(at, BitConverter.GetBytes(value));

    public NiftiBytes Float(int at, float value) => Put(at, BitConverter.GetBytes(value));

    public NiftiBytes Byte(int at, byte value) => Put(at, [value]);

    public NiftiBytes Text(int at, string value) => Put(at, [.. value.Select(c => (byte)c), 0], swap: false);

    public NiftiBytes Sform(params float[] values)
    {
        for (var i = 0; i < 12; i++)
            Float(280 + (4 * i), values[i]);
        return this;
    }

    /// <summary>Appends one voxel given as its little-endian bytes.</summary>
    public NiftiBytes Voxel(byte[] littleEndian)
    {
        Voxels.AddRange(bigEndian ? littleEndian.Reverse() : littleEndian);
        return this;
    }

    public MemoryStream Stream() => new([.. _header, .. Voxels]);

    public MemoryStream Gzip()
    {
        var stream = new MemoryStream();
        using (var gzip = new GZipStream(stream, CompressionLevel.Fastest, leaveOpen: true))
            gzip.Write([.. _header, .. Voxels]);
        stream.Position = 0;
        return stream;
    }

    private NiftiBytes Put(int at, byte[] bytes, bool swap = true)
    {
        (bigEndian && swap ? bytes.AsEnumerable().Reverse().ToArray() : bytes).CopyTo(_header, at);
        return this;
    }
}
