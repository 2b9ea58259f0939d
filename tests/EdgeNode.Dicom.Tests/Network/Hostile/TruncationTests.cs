using EdgeNode.Dicom.Files;
using EdgeNode.Dicom.Network;
using EdgeNode.Dicom.Tests.Peers;
using EdgeNode.TestPeers;

namespace EdgeNode.Dicom.Tests.Network.Hostile;

/// <summary>Connections that end at every byte there is.</summary>
public sealed class TruncationTests
{
    private const string Ct = "1.2.840.10008.5.1.4.1.1.2";

    [Fact]
    public async Task An_association_request_cut_at_any_byte_opens_nothing()
    {
        await using var listener = await Listener.StartAsync();
        var memory = Aftermath.Memory();
        var request = RawPeer.AssociateRequest(RawPeer.Context(1, Ct, "1.2.840.10008.1.2"));
        for (var length = 0; length < request.Length; length++)
        {
            using (var peer = await RawPeer.ConnectAsync(listener.Peer.Port)) await peer.Stream.WriteAsync(request.AsMemory(0, length));
            await Aftermath.AssertServesAsync(listener);
        }

        Assert.All(listener.Sink.Opened, association => Assert.Equal("TEST", association.CallingAe));
        await Aftermath.AssertCleanAsync(listener, memory);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_store_cut_at_any_byte_keeps_nothing(bool withAbort)
    {
        await using var listener = await Listener.StartAsync();
        var memory = Aftermath.Memory();
        byte[] store = [.. RawPeer.Data(1, 3, RawPeer.Command(0x0001, true, Ct, "2.25.1")), .. RawPeer.Data(1, 0, new byte[40]), .. RawPeer.Data(1, 2, new byte[40])];
        // An abort inside a fragment is part of the fragment: shortly before the end it would complete it.
        var last = store.Length - (withAbort ? 10 : 0);
        for (var length = 0; length < last; length++)
        {
            using (var peer = await RawPeer.AssociateAsync(listener.Peer.Port))
            {
                await peer.Stream.WriteAsync(store.AsMemory(0, length));
                if (withAbort) await peer.Stream.WriteAsync(RawPeer.Pdu(7, [0, 0, 0, 0]));
            }

            await Aftermath.AssertServesAsync(listener);
        }

        await Listener.UntilAsync(() => listener.Open == 0, "every association is over");
        Assert.Empty(listener.Sink.All);
        Assert.DoesNotContain(listener.Sink.Closed, closed => closed.End == AssociationEnd.Released && listener.Sink.Opened.Single(opened => opened.Id == closed.Association).CallingAe == "RAW");
        await Aftermath.AssertCleanAsync(listener, memory);
    }

    [Fact]
    public async Task A_peer_that_closes_only_its_own_direction_has_its_instance_answered()
    {
        await using var listener = await Listener.StartAsync();
        var memory = Aftermath.Memory();
        using (var peer = await RawPeer.AssociateAsync(listener.Peer.Port))
        {
            await peer.Stream.WriteAsync(RawPeer.Data(1, 3, RawPeer.Command(0x0001, true, Ct, "2.25.1")));
            await peer.Stream.WriteAsync(RawPeer.Data(1, 2, new byte[40]));
            peer.CloseSending();
            Assert.Equal(0, RawPeer.Status(await peer.ReadPduAsync()));
            Assert.Null(await peer.ReadPduAsync());
        }

        Assert.Single(listener.Sink.Stored);
        await Aftermath.AssertCleanAsync(listener, memory);
    }

    [Fact]
    public async Task A_sender_killed_in_the_middle_leaves_whole_instances_only()
    {
        await using var listener = await Listener.StartAsync();
        var memory = Aftermath.Memory();
        var files = StorageClientTests.WriteSlices(TransferSyntax.ExplicitVrLittleEndian, 40, 512);
        using (var sender = Tool.Start("storescu", ["-aec", "EDGENODE", "127.0.0.1", $"{listener.Peer.Port}", .. files]))
        {
            await Listener.UntilAsync(() => listener.Sink.Stored.Length > 2, "some instances have come");
            sender.Kill();
            await sender.WaitForExitAsync();
        }

        await Listener.UntilAsync(() => listener.Open == 0, "the association is over");
        Assert.InRange(listener.Sink.Stored.Length, 3, files.Count - 1);
        Assert.Subset(files.Select(KeptDataSet.Hash).ToHashSet(), listener.Sink.Stored.Select(KeptDataSet.Hash).ToHashSet());
        await Aftermath.AssertCleanAsync(listener, memory);
    }
}
