namespace EdgeNode.Dicom.Network.UpperLayer;

/// <summary>Items and sub-items of association PDUs (PS3.8 section 9.3, PS3.7 annex D).</summary>
internal static class ItemType
{
    public const byte ApplicationContext = 0x10;
    public const byte ProposedContext = 0x20;
    public const byte AnsweredContext = 0x21;
    public const byte AbstractSyntax = 0x30;
    public const byte TransferSyntax = 0x40;
    public const byte UserInformation = 0x50;
    public const byte MaximumLength = 0x51;
    public const byte ImplementationClass = 0x52;
    public const byte AsyncWindow = 0x53;
    public const byte RoleSelection = 0x54;
    public const byte ImplementationVersion = 0x55;
    public const byte UserIdentity = 0x58;
    public const byte UserIdentityResponse = 0x59;
}
