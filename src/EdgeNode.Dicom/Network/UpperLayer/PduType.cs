namespace EdgeNode.Dicom.Network.UpperLayer;

/// <summary>Protocol data units (PS3.8 section 9.3).</summary>
internal enum PduType : byte
{
    None = 0,
    AssociateRequest = 1,
    AssociateAccept = 2,
    AssociateReject = 3,
    Data = 4,
    ReleaseRequest = 5,
    ReleaseResponse = 6,
    Abort = 7,
}

/// <summary>First six bytes of a PDU: type and the length of what follows.</summary>
internal readonly record struct PduHeader(PduType Type, uint Length)
{
    public const int Size = 6;

    public bool IsKnown => Type is >= PduType.AssociateRequest and <= PduType.Abort;
}
