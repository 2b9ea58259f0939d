using System.Buffers.Binary;

namespace EdgeNode.Imaging.Nifti;

/// <summary>The fields of a NIfTI-1 header (nifti1.h, 348 bytes) that matter for a CT or label volume, in file byte order.</summary>
internal readonly ref struct NiftiHeader(ReadOnlySpan<byte> bytes, bool bigEndian)
{
    public const int Length = 348;

    private readonly ReadOnlySpan<byte> _bytes = bytes;
    private readonly bool _bigEndian = bigEndian;

    public bool BigEndian => _bigEndian;

    /// <summary>Value of sizeof_hdr in the given byte order.</summary>
    public int HeaderSize => _bigEndian ? BinaryPrimitives.ReadInt32BigEndian(_bytes) : BinaryPrimitives.ReadInt32LittleEndian(_bytes);

    public short Datatype => Short(70);

    public float VoxelOffset => Float(108);

    public float Slope => Float(112);

    public float Intercept => Float(116);

    public byte Units => _bytes[123];

    public short QformCode => Short(252);

    public short SformCode => Short(254);

    public ReadOnlySpan<byte> Magic => _bytes.Slice(344, 4);

    /// <summary>dim[i]: 0 the number of dimensions, 1..7 their lengths.</summary>
    public short Dim(int i) => Short(40 + (2 * i));

    /// <summary>pixdim[i]: 0 the handedness of the qform, 1..3 the spacing.</summary>
    public float PixDim(int i) => Float(76 + (4 * i));

    /// <summary>quatern_b, c, d, then qoffset_x, y, z.</summary>
    public float Qform(int i) => Float(256 + (4 * i));

    /// <summary>srow_x, srow_y, srow_z: row 0..2, column 0..3.</summary>
    public float Sform(int row, int column) => Float(280 + (16 * row) + (4 * column));

    private short Short(int at) =>
        _bigEndian ? BinaryPrimitives.ReadInt16BigEndian(_bytes[at..]) : BinaryPrimitives.ReadInt16LittleEndian(_bytes[at..]);

    private float Float(int at) =>
        _bigEndian ? BinaryPrimitives.ReadSingleBigEndian(_bytes[at..]) : BinaryPrimitives.ReadSingleLittleEndian(_bytes[at..]);
}
