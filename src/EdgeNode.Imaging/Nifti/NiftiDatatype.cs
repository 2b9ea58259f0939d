using EdgeNode.Imaging.Volumes;

namespace EdgeNode.Imaging.Nifti;

/// <summary>The datatype codes of NIfTI-1 (nifti1.h, DT_*) that hold CT or labels.</summary>
internal static class NiftiDatatype
{
    public static StoredType? Find(short code) => code switch
    {
        2 => StoredType.UInt8,
        4 => StoredType.Int16,
        8 => StoredType.Int32,
        16 => StoredType.Float32,
        64 => StoredType.Float64,
        256 => StoredType.Int8,
        512 => StoredType.UInt16,
        _ => null,
    };
}
