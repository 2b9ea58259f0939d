namespace EdgeNode.Imaging.Volumes;

/// <summary>Number formats of voxels in NIfTI and NRRD files that can be read.</summary>
internal enum StoredType
{
    UInt8,
    Int8,
    Int16,
    UInt16,
    Int32,
    Float32,
    Float64,
}

internal static class StoredTypes
{
    public static int Bytes(this StoredType type) => type switch
    {
        StoredType.UInt8 or StoredType.Int8 => 1,
        StoredType.Int16 or StoredType.UInt16 => 2,
        StoredType.Int32 or StoredType.Float32 => 4,
        _ => 8,
    };
}
