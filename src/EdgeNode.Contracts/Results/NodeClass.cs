namespace EdgeNode.Contracts.Results;

/// <summary>Class of a lymph node and its voxel label in segmentations (Cancers 2023, 15, 5890). 0 is background.</summary>
public enum NodeClass : byte
{
    /// <summary>No sign of tumour seen by the network. Not a statement of health.</summary>
    Negative = 1,

    /// <summary>Suspected tumour involvement.</summary>
    Positive = 2,

    /// <summary>Suspected tumour involvement with extranodal extension.</summary>
    Ene = 3,
}
