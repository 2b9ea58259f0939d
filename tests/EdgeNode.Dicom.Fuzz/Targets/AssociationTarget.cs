using EdgeNode.Dicom.Fuzz.Mutations;
using EdgeNode.Dicom.Fuzz.Seeds;
using EdgeNode.Dicom.Network;
using EdgeNode.Dicom.Network.Accepting;
using EdgeNode.Dicom.Network.UpperLayer;

namespace EdgeNode.Dicom.Fuzz.Targets;

/// <summary>Bodies of A-ASSOCIATE-RQ and -AC: decoded; a request is also negotiated, and the answer encoded and decoded.</summary>
internal sealed class AssociationTarget : IFuzzTarget
{
    // The table of presentation contexts, and the lists behind an answer of usual size.
    private const int FixedBytes = 64 * 1024;

    private readonly Negotiator _negotiator = new(new DicomListenerOptions { CheckCalledAe = false }, offersCommitment: true);

    public string Name => "association";

    public long Accepted { get; private set; }

    public Dialect Dialect => Dialect.Pdus;

    public IEnumerable<byte[]> Seeds(string? dataFolder) => ConversationSeeds.AssociationBodies();

    public ulong Execute(ReadOnlyMemory<byte> input)
    {
        var behaviour = new Behaviour();
        var before = AllocationLimit.Now;
        var accept = AssociateDecoder.Accept(input.Span);
        var request = AssociateDecoder.Request(input.Span);
        AllocationLimit.Check("Decoding an association", before, 2 * input.Length, FixedBytes);
        behaviour.Add(accept is null ? 0 : 1UL);
        behaviour.AddCount(accept?.Contexts.Count ?? 0);
        if (request is null) return behaviour.Value;

        behaviour.AddCount(request.Contexts.Count);
        behaviour.AddCount(request.User.Roles.Count);
        behaviour.Add((ulong)((request.User.HasAsyncWindow ? 1 : 0) + (request.User.WantsIdentityResponse ? 2 : 0) + (request.User.MaxPduBytes == 0 ? 4 : 0)));
        var (refusal, role) = _negotiator.Admit(request, address: null);
        if (refusal is not null)
        {
            behaviour.AddWords(refusal.Why);
            return behaviour.Value;
        }

        Accepted++;
        before = AllocationLimit.Now;
        var opened = new AcceptedContext?[256];
        var pdu = AssociateEncoder.Accept(_negotiator.Accept(request, role, opened));
        AllocationLimit.Check("Negotiating", before, input.Length, FixedBytes);
        if (AssociateDecoder.Accept(pdu.Span[PduHeader.Size..]) is not { } answer) throw new InvariantException("The answer to an association can be decoded", $"{pdu.Length} bytes");
        if (answer.Contexts.Count != request.Contexts.Count) throw new InvariantException("Every presentation context is answered", $"{request.Contexts.Count} asked, {answer.Contexts.Count} answered");
        foreach (var context in answer.Contexts) behaviour.Add(context.Result);
        return behaviour.Value;
    }
}
