using EdgeNode.Appliance.Health;
using EdgeNode.Appliance.Hosting.Options;
using EdgeNode.Dicom.Files;
using EdgeNode.Dicom.Network;

namespace EdgeNode.Appliance.Intake;

/// <summary>The listener's options from the settings of the box.</summary>
internal static class ListenerSettings
{
    private const long MiB = 1 << 20;

    public static DicomListenerOptions From(DicomOptions dicom, DiskGuard disk)
    {
        var defaults = new DicomListenerOptions();
        return defaults with
        {
            AeTitle = dicom.AeTitle,
            CheckCalledAe = dicom.CheckCalledAe,
            // The box's own echo is let in as well.
            Peers = [.. dicom.Peers.Select(peer => peer.Known()), new KnownPeer(SelfEcho.AeTitle, PeerOptions.Single(SelfEcho.AddressOf(dicom)), PeerRole.Echo)],
            OnlyKnownPeers = dicom.OnlyPeers && dicom.Peers.Count > 0,
            OtherStorage = Enum.Parse<OtherStorage>(dicom.OtherStorage, ignoreCase: true),
            TransferSyntaxes = dicom.TransferSyntaxes.Count == 0 ? defaults.TransferSyntaxes : [.. dicom.TransferSyntaxes.Select(TransferSyntax.FindOrAssume)],
            MaxAssociations = dicom.MaxAssociations,
            MaxAssociationsPerAddress = dicom.MaxAssociationsPerAddress,
            MaxConnections = dicom.Limits.Connections,
            MaxInstanceBytes = dicom.Limits.InstanceMiB * MiB,
            MaxBytesInFlight = dicom.Limits.InFlightMiB * MiB,
            ArtimTimeout = TimeSpan.FromSeconds(dicom.Limits.ArtimSeconds),
            IdleTimeout = TimeSpan.FromSeconds(dicom.Limits.IdleSeconds),
            ResponseTimeout = TimeSpan.FromSeconds(dicom.Limits.ResponseSeconds),
            MinimumBytesPerSecond = dicom.Limits.BytesPerSecond,
            HasRoom = disk.HasRoom,
        };
    }
}
