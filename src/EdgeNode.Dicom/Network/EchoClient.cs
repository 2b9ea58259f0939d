using EdgeNode.Dicom.DataSets;
using EdgeNode.Dicom.Files;
using EdgeNode.Dicom.Network.Dimse;
using EdgeNode.Dicom.Network.Requesting;

namespace EdgeNode.Dicom.Network;

/// <summary>C-ECHO as SCU (PS3.4 annex A, PS3.7 section 9.1.5).</summary>
public sealed class EchoClient(TimeProvider time, ScuTimeouts? timeouts = null)
{
    /// <summary>Asks a peer whether it answers. A peer that does not is a value, not an exception.</summary>
    public async Task<EchoResult> EchoAsync(DicomPeer peer, string callingAe, CancellationToken cancel = default)
    {
        var start = time.GetTimestamp();
        try
        {
            await using var association = await RequestedAssociation.OpenAsync(
                peer, callingAe, [new(1, SopClasses.Verification, [TransferSyntax.ImplicitVrLittleEndian.Uid])], timeouts ?? ScuTimeouts.Default, time, cancel);
            if (!association.Accepts(1, TransferSyntax.ImplicitVrLittleEndian.Uid))
            {
                return new(null, new(PeerReasons.ContextNotAccepted, $"{peer} does not offer Verification."), time.GetElapsedTime(start));
            }

            var response = await association.CallAsync(1, new(CommandSet.EchoRequest, 1) { SopClassUid = SopClasses.Verification }, null, cancel);
            var elapsed = time.GetElapsedTime(start);
            await association.ReleaseAsync(cancel);
            return new(response.Status, null, elapsed);
        }
        catch (PeerException failure)
        {
            return new(null, failure.Failure, time.GetElapsedTime(start));
        }
    }
}
