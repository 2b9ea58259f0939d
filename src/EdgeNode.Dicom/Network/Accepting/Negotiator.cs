using EdgeNode.Dicom.DataSets;
using EdgeNode.Dicom.Files;
using EdgeNode.Dicom.Network.UpperLayer;

namespace EdgeNode.Dicom.Network.Accepting;

/// <summary>Decides on an association request (PS3.8 section 9.3, PS3.7 annex D); no state, no input or output.</summary>
internal sealed class Negotiator(DicomListenerOptions options)
{
    private readonly HashSet<string> _storageClasses = new(options.StorageClasses, StringComparer.Ordinal);

    /// <summary>Why the association is refused; null when it may be accepted.</summary>
    public RejectReason? Refuse(AssociateRequest request)
    {
        if ((request.ProtocolVersion & 1) == 0) return RejectReason.ProtocolVersionNotSupported;
        if (request.ApplicationContext != AssociateRequest.DicomApplicationContext) return RejectReason.ApplicationContextNotSupported;
        if (options.CheckCalledAe && request.CalledAe != options.AeTitle) return RejectReason.CalledAeNotRecognized;
        var isKnown = options.AllowedCallingAes.Count == 0 || options.AllowedCallingAes.Contains(request.CallingAe, StringComparer.Ordinal);
        return isKnown ? null : RejectReason.CallingAeNotRecognized;
    }

    /// <summary>The acceptance, with the contexts it opens by their id.</summary>
    public AssociateAccept Accept(AssociateRequest request, AcceptedContext?[] opened)
    {
        var results = request.Contexts.Select(context => Answer(context, opened)).ToList();
        var user = new UserInformation((uint)options.MaxPduBytes)
        {
            // The window is 1 both ways: one operation at a time.
            HasAsyncWindow = request.User.HasAsyncWindow,
            WantsIdentityResponse = request.User.WantsIdentityResponse,
            // The peer keeps the SCU role it proposes; this side never becomes SCU on an association it accepted.
            Roles = [.. request.User.Roles.Where(role => IsOffered(role.SopClass)).Select(role => role with { ScpRole = 0 })],
        };
        return new(request.CalledAe, request.CallingAe, results, user);
    }

    private ContextResult Answer(PresentationContext context, AcceptedContext?[] opened)
    {
        // The syntax of a refused context is not significant but must be there (PS3.8 table 9-18).
        var any = context.TransferSyntaxes.Count > 0 && DicomUid.IsValid(context.TransferSyntaxes[0]) ? context.TransferSyntaxes[0] : TransferSyntax.ImplicitVrLittleEndian.Uid;
        if (!IsOffered(context.AbstractSyntax)) return new(context.Id, ContextResult.AbstractSyntaxNotSupported, any);
        var chosen = options.TransferSyntaxes.FirstOrDefault(syntax =>
            (context.AbstractSyntax != SopClasses.Verification || !syntax.IsEncapsulated) && context.TransferSyntaxes.Contains(syntax.Uid, StringComparer.Ordinal));
        if (chosen is null) return new(context.Id, ContextResult.TransferSyntaxesNotSupported, any);
        opened[context.Id] = new(context.AbstractSyntax, chosen.Uid);
        return new(context.Id, ContextResult.Accepted, chosen.Uid);
    }

    private bool IsOffered(string sopClass) => sopClass == SopClasses.Verification || _storageClasses.Contains(sopClass);
}
