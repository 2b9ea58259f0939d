namespace EdgeNode.Dicom.Network.UpperLayer;

/// <summary>A proposed presentation context (PS3.8 section 9.3.2.2): an odd id, one abstract syntax, transfer syntaxes to choose from.</summary>
internal sealed record PresentationContext(byte Id, string AbstractSyntax, IReadOnlyList<string> TransferSyntaxes);

/// <summary>The answer to one (PS3.8 section 9.3.3.2, table 9-18).</summary>
internal readonly record struct ContextResult(byte Id, byte Result, string TransferSyntax)
{
    public const byte Accepted = 0;
    public const byte UserRejection = 1;
    public const byte NoReason = 2;
    public const byte AbstractSyntaxNotSupported = 3;
    public const byte TransferSyntaxesNotSupported = 4;
}

/// <summary>SCU/SCP role selection (PS3.7 D.3.3.4).</summary>
internal readonly record struct RoleSelection(string SopClass, byte ScuRole, byte ScpRole);

/// <summary>User information (PS3.7 annex D.3.3). <see cref="MaxPduBytes"/> 0: unlimited.</summary>
internal sealed record UserInformation(uint MaxPduBytes)
{
    public bool HasAsyncWindow { get; init; }

    public bool WantsIdentityResponse { get; init; }

    public IReadOnlyList<RoleSelection> Roles { get; init; } = [];
}

/// <summary>A-ASSOCIATE-RQ (PS3.8 section 9.3.2).</summary>
internal sealed record AssociateRequest(string CalledAe, string CallingAe, IReadOnlyList<PresentationContext> Contexts, UserInformation User)
{
    public const string DicomApplicationContext = "1.2.840.10008.3.1.1.1";

    public ushort ProtocolVersion { get; init; } = 1;

    public string ApplicationContext { get; init; } = DicomApplicationContext;
}

/// <summary>A-ASSOCIATE-AC (PS3.8 section 9.3.3).</summary>
internal sealed record AssociateAccept(string CalledAe, string CallingAe, IReadOnlyList<ContextResult> Contexts, UserInformation User);
