using System.Runtime.CompilerServices;
using EdgeNode.Appliance.Hosting.CommandLine;
using EdgeNode.Appliance.Hosting.Options;
using EdgeNode.Dicom.Network;

namespace EdgeNode.Appliance.Hosting.Checks;

/// <summary>Whether the peers that this box calls, with reports of storage commitment, answer a C-ECHO. An outage is no failure: reports wait.</summary>
internal static class PeerChecks
{
    public static async IAsyncEnumerable<CheckFinding> RunAsync(DicomOptions dicom, [EnumeratorCancellation] CancellationToken cancel)
    {
        var called = dicom.Peers.Where(peer => peer.Port > 0).ToList();
        if (called.Count == 0)
        {
            yield return new("pacs", CheckLevel.Holds, null, "none is called: no peer in dicom.peers has a port", ExitCode.Done);
        }

        var client = new EchoClient(TimeProvider.System);
        foreach (var known in called)
        {
            var peer = new DicomPeer(known.AeTitle, known.Address, known.Port) { Tls = known.Tls ? dicom.Tls.Load() : null };
            var echo = await client.EchoAsync(peer, dicom.AeTitle, cancel);
            yield return echo.IsSuccess
                ? new("pacs", CheckLevel.Holds, null, $"{peer} answers", ExitCode.Done)
                : new("pacs", CheckLevel.Warns, echo.Failure?.Reason ?? "ECHO_FAILED", $"{echo.Failure?.Detail ?? $"{peer} answered status {echo.Status}."} Reports of storage commitment for it wait: look at dicom.peers and at the peer", ExitCode.Done);
        }
    }
}
