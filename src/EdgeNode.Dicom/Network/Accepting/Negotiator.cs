using System.Net;
using EdgeNode.Dicom.DataSets;
using EdgeNode.Dicom.Files;
using EdgeNode.Dicom.Network.UpperLayer;

namespace EdgeNode.Dicom.Network.Accepting;

/// <summary>Decides on an association request (PS3.8 section 9.3, PS3.7 annex D); no input or output.</summary>
internal sealed class Negotiator(DicomListenerOptions options, bool offersCommitment)
{
    private readonly HashSet<string> _storageClasses = new(options.StorageClasses, StringComparer.Ordinal);

    /// <summary>Why the association is refused for good, or what its peer may ask for.</summary>
    public (Refusal? Refusal, PeerRole Role) Admit(AssociateRequest request, IPAddress? address)
    {
        if ((request.ProtocolVersion & 1) == 0) return (new(RejectReason.ProtocolVersionNotSupported), default);
        if (request.ApplicationContext != AssociateRequest.DicomApplicationContext) return (new(RejectReason.ApplicationContextNotSupported), default);
        if (options.CheckCalledAe && request.CalledAe != options.AeTitle) return (new(RejectReason.CalledAeNotRecognized), default);
        var known = options.Peers.Where(peer => peer.AeTitle == request.CallingAe).ToList();
        // A known title from elsewhere is not that peer, even where strangers are let in.
        if (known.Count == 0) return options.OnlyKnownPeers ? (new(RejectReason.CallingAeNotRecognized), default) : (null, PeerRole.Commit);
        var here = known.Where(peer => peer.MayCallFrom(address)).ToList();
        return here.Count == 0 ? (new(RejectReason.CallingAeNotRecognized, "known, but not from this address"), default) : (null, here.Max(peer => peer.Role));
    }

    /// <summary>Why an association that could be had at another time cannot be had now.</summary>
    public Refusal? Postpone(AssociateRequest request) =>
        !options.HasRoom() && request.Contexts.Any(context => IsStorage(context.AbstractSyntax)) ? new(RejectReason.TemporaryCongestion, "no room for instances") : null;

    /// <summary>The acceptance, with the contexts it opens by their id.</summary>
    public AssociateAccept Accept(AssociateRequest request, PeerRole role, AcceptedContext?[] opened)
    {
        var results = request.Contexts.Select(context => Answer(context, role, opened)).ToList();
        var user = new UserInformation((uint)options.MaxPduBytes)
        {
            // The window is 1 both ways: one operation at a time.
            HasAsyncWindow = request.User.HasAsyncWindow,
            WantsIdentityResponse = request.User.WantsIdentityResponse,
            // The peer keeps the SCU role it proposes; this side never becomes SCU on an association it accepted.
            Roles = [.. request.User.Roles.Where(selection => RoleFor(selection.SopClass) <= role).Select(selection => selection with { ScpRole = 0 })],
        };
        return new(request.CalledAe, request.CallingAe, results, user);
    }

    private ContextResult Answer(PresentationContext context, PeerRole role, AcceptedContext?[] opened)
    {
        // The syntax of a refused context is not significant but must be there (PS3.8 table 9-18).
        var any = context.TransferSyntaxes.Count > 0 && DicomUid.IsValid(context.TransferSyntaxes[0]) ? context.TransferSyntaxes[0] : TransferSyntax.ImplicitVrLittleEndian.Uid;
        if (RoleFor(context.AbstractSyntax) is not { } needed) return new(context.Id, ContextResult.AbstractSyntaxNotSupported, any);
        if (needed > role) return new(context.Id, ContextResult.UserRejection, any);
        // Ids are unique (PS3.8 section 9.3.2.2): the first of a pair counts.
        if (opened[context.Id] is not null) return new(context.Id, ContextResult.NoReason, any);
        var chosen = options.TransferSyntaxes.FirstOrDefault(syntax =>
            (needed == PeerRole.Send || !syntax.IsEncapsulated) && context.TransferSyntaxes.Contains(syntax.Uid, StringComparer.Ordinal));
        if (chosen is null) return new(context.Id, ContextResult.TransferSyntaxesNotSupported, any);
        opened[context.Id] = new(context.AbstractSyntax, chosen.Uid);
        return new(context.Id, ContextResult.Accepted, chosen.Uid);
    }

    /// <summary>The role a peer needs for a SOP class; null: it is not offered to anybody.</summary>
    private PeerRole? RoleFor(string sopClass) =>
        sopClass == SopClasses.Verification ? PeerRole.Echo
        : sopClass == SopClasses.StorageCommitmentPushModel ? offersCommitment ? PeerRole.Commit : null
        : IsStorage(sopClass) ? PeerRole.Send
        : null;

    private bool IsStorage(string sopClass) =>
        _storageClasses.Contains(sopClass) || (options.OtherStorage == OtherStorage.Accept && SopClasses.IsStorage(sopClass));
}
