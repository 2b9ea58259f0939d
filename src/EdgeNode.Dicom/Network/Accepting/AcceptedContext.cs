namespace EdgeNode.Dicom.Network.Accepting;

/// <summary>A presentation context both sides agreed on.</summary>
internal sealed record AcceptedContext(string AbstractSyntax, string TransferSyntax);
