using EdgeNode.Dicom.Network;
using EdgeNode.Dicom.Tests.Peers;
using EdgeNode.TestPeers;

namespace EdgeNode.Dicom.Tests.Network.Hostile;

/// <summary>Many peers at one time, and more than there is room for.</summary>
[Collection(ProcessMemory.Name)]
public sealed class CrowdTests
{
    private const string Ct = "1.2.840.10008.5.1.4.1.1.2";
    private const int Crowd = 200;

    [Fact]
    public async Task Two_hundred_associations_at_one_time_are_all_served()
    {
        await using var listener = await Listener.StartAsync(new() { MaxAssociations = Crowd, MaxAssociationsPerAddress = Crowd });
        var memory = Aftermath.Memory();
        var peers = await Task.WhenAll(Enumerable.Range(0, Crowd).Select(_ => RawPeer.AssociateAsync(listener.Peer.Port)));
        Assert.Equal(Crowd, listener.Open);
        var statuses = await Task.WhenAll(peers.Select((peer, i) => StoreAsync(peer, $"2.25.{i + 1}", 20_000)));
        Assert.All(statuses, status => Assert.Equal(0, status));
        Assert.Equal(Crowd, listener.Sink.Stored.Length);
        foreach (var peer in peers) peer.Dispose();
        await Aftermath.AssertCleanAsync(listener, memory);
    }

    [Fact]
    public async Task Those_beyond_the_limit_are_refused_as_transient_and_the_others_are_served()
    {
        await using var listener = await Listener.StartAsync(new() { MaxAssociations = 10 });
        var memory = Aftermath.Memory();
        var peers = await Task.WhenAll(Enumerable.Range(0, Crowd).Select(_ => RawPeer.ConnectAsync(listener.Peer.Port)));
        var answers = await Task.WhenAll(peers.Select(async peer =>
        {
            await peer.Stream.WriteAsync(RawPeer.AssociateRequest(RawPeer.Context(1, Ct, "1.2.840.10008.1.2.1")));
            return await peer.ReadPduAsync();
        }));
        Assert.Equal(10, answers.Count(answer => answer![0] == 2));
        Assert.All(answers.Where(answer => answer![0] == 3), answer => Assert.Equal([2, 3, 2], answer![^3..]));
        Assert.Equal(0, await StoreAsync(peers[Array.FindIndex(answers, answer => answer![0] == 2)], "2.25.1", 20_000));
        foreach (var peer in peers) peer.Dispose();
        await Aftermath.AssertCleanAsync(listener, memory);
        Assert.InRange(listener.Handler.Associations.Entries().Count(entry => entry.Outcome == AssociationOutcome.Rejected), 1, 25);
    }

    [Fact]
    public async Task One_address_does_not_take_all_places()
    {
        await using var listener = await Listener.StartAsync(new() { MaxAssociations = 10, MaxAssociationsPerAddress = 3 });
        var memory = Aftermath.Memory();
        var greedy = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => RawPeer.AssociateAsync(listener.Peer.Port)));
        using (var fourth = await RawPeer.ConnectAsync(listener.Peer.Port))
        {
            await fourth.Stream.WriteAsync(RawPeer.AssociateRequest(RawPeer.Context(1, Ct, "1.2.840.10008.1.2.1")));
            Assert.Equal([3, 0, 0, 0, 0, 4, 0, 2, 3, 2], await fourth.ReadPduAsync());
        }

        using (var elsewhere = new System.Net.Sockets.Socket(System.Net.Sockets.SocketType.Stream, System.Net.Sockets.ProtocolType.Tcp))
        {
            elsewhere.Bind(new System.Net.IPEndPoint(System.Net.IPAddress.Parse("127.0.0.2"), 0));
            await elsewhere.ConnectAsync(System.Net.IPAddress.Loopback, listener.Peer.Port);
            await elsewhere.SendAsync(RawPeer.AssociateRequest(RawPeer.Context(1, Ct, "1.2.840.10008.1.2.1")));
            var answer = new byte[1];
            await elsewhere.ReceiveAsync(answer);
            Assert.Equal(2, answer[0]);
        }

        foreach (var peer in greedy) peer.Dispose();
        await Aftermath.AssertCleanAsync(listener, memory);
    }

    [Fact]
    public async Task Connections_beyond_the_hard_stop_are_closed_at_once_and_room_comes_back()
    {
        await using var listener = await Listener.StartAsync(new() { MaxConnections = 20 });
        var memory = Aftermath.Memory();
        var silent = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => RawPeer.ConnectAsync(listener.Peer.Port)));
        Assert.True(await IsTurnedAwayAsync(listener.Peer.Port));
        foreach (var peer in silent) peer.Dispose();
        await Eventually.TrueAsync(async () => (await new EchoClient(TimeProvider.System).EchoAsync(listener.Peer, "TEST")).IsSuccess, "there is room again");
        await Aftermath.AssertCleanAsync(listener, memory);
    }

    /// <summary>Closed before a byte came; the reset may even overtake the connect.</summary>
    private static async Task<bool> IsTurnedAwayAsync(int port)
    {
        try
        {
            using var peer = await RawPeer.ConnectAsync(port);
            return await peer.ReadPduAsync() is null;
        }
        catch (System.Net.Sockets.SocketException)
        {
            return true;
        }
    }

    [Fact]
    public async Task An_instance_over_the_limit_is_refused_and_one_without_end_is_aborted()
    {
        await using var listener = await Listener.StartAsync(new() { MaxInstanceBytes = 100_000 });
        var memory = Aftermath.Memory();
        using (var peer = await RawPeer.AssociateAsync(listener.Peer.Port))
        {
            Assert.Equal(0xA700, await StoreAsync(peer, "2.25.1", 150_000));
            Assert.Equal(0, await StoreAsync(peer, "2.25.2", 100_000));
            Assert.Single(listener.Sink.All);
            await peer.Stream.WriteAsync(RawPeer.Data(1, 3, RawPeer.Command(0x0001, true, Ct, "2.25.3")));
            for (var i = 0; i < 3; i++) await peer.Stream.WriteAsync(RawPeer.Data(1, 0, new byte[100_000]));
            Assert.Equal([7, 0, 0, 0, 0, 4, 0, 0, 2, 6], await peer.ReadPduAsync());
        }

        var entry = listener.Handler.Associations.Entries().First(entry => entry.CallingAe == "RAW");
        Assert.Equal((1, 1), (entry.Stored, entry.Refused));
        await Aftermath.AssertCleanAsync(listener, memory);
    }

    [Fact]
    public async Task Too_many_bytes_on_their_way_in_refuse_the_next_instance_only()
    {
        await using var listener = await Listener.StartAsync(new() { MaxBytesInFlight = 150_000 });
        var memory = Aftermath.Memory();
        using (var first = await RawPeer.AssociateAsync(listener.Peer.Port))
        using (var second = await RawPeer.AssociateAsync(listener.Peer.Port))
        {
            await first.Stream.WriteAsync(RawPeer.Data(1, 3, RawPeer.Command(0x0001, true, Ct, "2.25.1")));
            await first.Stream.WriteAsync(RawPeer.Data(1, 0, new byte[100_000]));
            await Listener.UntilAsync(() => listener.Handler.Associations.Entries().Sum(entry => entry.Bytes) == 100_000, "the first has come half way");
            Assert.Equal(0xA700, await StoreAsync(second, "2.25.2", 100_000));
            await first.Stream.WriteAsync(RawPeer.Data(1, 2, new byte[10_000]));
            Assert.Equal(0, RawPeer.Status(await first.ReadPduAsync()));
            Assert.Equal(0, await StoreAsync(second, "2.25.2", 100_000));
        }

        await Aftermath.AssertCleanAsync(listener, memory);
    }

    private static async Task<ushort> StoreAsync(RawPeer peer, string instance, int bytes)
    {
        await peer.Stream.WriteAsync(RawPeer.Data(1, 3, RawPeer.Command(0x0001, true, Ct, instance)));
        await peer.Stream.WriteAsync(RawPeer.Data(1, 0, new byte[bytes / 2]));
        await peer.Stream.WriteAsync(RawPeer.Data(1, 2, new byte[bytes - (bytes / 2)]));
        return RawPeer.Status(await peer.ReadPduAsync());
    }
}
