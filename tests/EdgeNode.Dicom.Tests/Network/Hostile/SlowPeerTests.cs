using EdgeNode.Dicom.Network;
using EdgeNode.Dicom.Tests.Peers;
using EdgeNode.TestPeers;
using Microsoft.Extensions.Time.Testing;

namespace EdgeNode.Dicom.Tests.Network.Hostile;

/// <summary>Peers that are silent, or drip: each wait has its end, and nobody else waits with them.</summary>
[Collection(ProcessMemory.Name)]
public sealed class SlowPeerTests
{
    private const string Ct = "1.2.840.10008.5.1.4.1.1.2";
    private static readonly byte[] AbortByProvider = [7, 0, 0, 0, 0, 4, 0, 0, 2, 0];
    private static readonly byte[] Store = RawPeer.Data(1, 3, RawPeer.Command(0x0001, true, Ct, "2.25.1"));

    // Real time, with limits short enough to run into, and long enough for a good peer on a busy machine: each test has the one that it is about.
    private static readonly DicomListenerOptions ShortArtim = new() { ArtimTimeout = TimeSpan.FromSeconds(3) };
    private static readonly DicomListenerOptions ShortWindow = new() { RateWindow = TimeSpan.FromSeconds(2) };

    [Fact]
    public async Task A_slow_loris_before_the_association_ends_by_artim()
    {
        await using var listener = await Listener.StartAsync(ShortArtim);
        var memory = Aftermath.Memory();
        var request = RawPeer.AssociateRequest(Enumerable.Range(0, 100).Select(i => RawPeer.Context((byte)((2 * i) + 1), Ct, "1.2.840.10008.1.2")).ToArray());
        using (var loris = await RawPeer.ConnectAsync(listener.Peer.Port))
        {
            Assert.Null(await DripAsync(loris, request));
        }

        Assert.Empty(listener.Sink.Opened);
        await Aftermath.AssertCleanAsync(listener, memory);
    }

    [Theory]
    [InlineData("in a command")]
    [InlineData("in a data set")]
    [InlineData("in a PDU header")]
    public async Task A_slow_loris_inside_an_association_is_aborted(string where)
    {
        await using var listener = await Listener.StartAsync(ShortWindow);
        var memory = Aftermath.Memory();
        using (var loris = await RawPeer.AssociateAsync(listener.Peer.Port))
        {
            byte[] drip = where switch
            {
                "in a command" => [4, 0, 0, 0, 0x10, 6, 0, 0, 0x10, 2, 1, 1, .. new byte[4096]],
                "in a data set" => [.. Store, .. RawPeer.Data(1, 0, new byte[100_000])],
                _ => [.. Enumerable.Repeat(RawPeer.Data(1, 1, [0]), 2000).SelectMany(pdu => pdu)],
            };
            Assert.Equal(AbortByProvider, await DripAsync(loris, drip));
        }

        await Listener.UntilAsync(() => listener.Open == 0, "the association is over");
        Assert.Equal("data came too slowly", listener.Handler.Associations.Entries().Single().Why);
        await Aftermath.AssertCleanAsync(listener, memory);
    }

    [Fact]
    public async Task A_peer_that_asks_little_and_rarely_is_not_slow()
    {
        var time = new FakeTimeProvider();
        await using var listener = await Listener.StartAsync(time: time);
        using var peer = await RawPeer.AssociateAsync(listener.Peer.Port);
        for (var i = 0; i < 10; i++)
        {
            time.Advance(TimeSpan.FromSeconds(40));
            await peer.Stream.WriteAsync(RawPeer.Data(3, 3, RawPeer.Command(0x0030, false, "1.2.840.10008.1.1", "")));
            Assert.Equal(0, RawPeer.Status(await peer.ReadPduAsync()));
        }
    }

    [Fact]
    public async Task A_slow_disk_is_not_the_peers_fault()
    {
        var time = new FakeTimeProvider();
        var gate = new TaskCompletionSource();
        await using var listener = await Listener.StartAsync(time: time);
        listener.Sink.Gate = gate.Task;
        using var peer = await RawPeer.AssociateAsync(listener.Peer.Port);
        await peer.Stream.WriteAsync(Store);
        await peer.Stream.WriteAsync(RawPeer.Data(1, 0, new byte[1000]));
        await Listener.UntilAsync(() => listener.Sink.Waiting > 0, "the sink is at work");
        for (var i = 0; i < 20; i++) time.Advance(TimeSpan.FromSeconds(30));
        gate.SetResult();
        await peer.Stream.WriteAsync(RawPeer.Data(1, 2, new byte[1000]));
        Assert.Equal(0, RawPeer.Status(await peer.ReadPduAsync()));
    }

    [Fact]
    public async Task Silent_connections_end_by_artim_and_do_not_hold_others_up()
    {
        var time = new FakeTimeProvider();
        await using var listener = await Listener.StartAsync(time: time);
        var memory = Aftermath.Memory();
        var silent = new List<RawPeer>();
        for (var i = 0; i < 20; i++) silent.Add(await RawPeer.ConnectAsync(listener.Peer.Port));
        await silent[0].Stream.WriteAsync(new byte[] { 1, 0, 0, 0, 0, 10, 0, 1, 2 });
        await Aftermath.AssertServesAsync(listener);

        foreach (var peer in silent)
        {
            // A connection's timer starts when the server takes it up, which may be after a step.
            Assert.Null(await AdvanceUntilAsync(time, peer.ReadPduAsync()));
            peer.Dispose();
        }

        await Aftermath.AssertCleanAsync(listener, memory);
    }

    [Fact]
    public async Task An_association_that_falls_silent_is_aborted_after_the_idle_time()
    {
        var time = new FakeTimeProvider();
        await using var listener = await Listener.StartAsync(time: time);
        using var peer = await RawPeer.AssociateAsync(listener.Peer.Port);
        await peer.Stream.WriteAsync(Store);
        await peer.Stream.WriteAsync(RawPeer.Data(1, 0, new byte[100]));
        await Listener.UntilAsync(() => listener.Sink.All.Length == 1, "instance begun");

        Assert.Equal(AbortByProvider, await AdvanceUntilAsync(time, peer.ReadPduAsync()));
        Assert.Equal(AssociationEnd.Aborted, listener.Sink.Closed.Single().End);
        Assert.Empty(listener.Sink.All);
    }

    [Fact]
    public async Task A_peer_that_reads_no_answers_is_given_up()
    {
        await using var listener = await Listener.StartAsync(ShortArtim);
        var memory = Aftermath.Memory();
        using (var deaf = await RawPeer.AssociateAsync(listener.Peer.Port))
        {
            var echoes = Enumerable.Repeat(RawPeer.Data(3, 3, RawPeer.Command(0x0030, false, "1.2.840.10008.1.1", "")), 2000).SelectMany(pdu => pdu).ToArray();
            using var deadline = new CancellationTokenSource(Tool.Deadline);
            // Until the buffers of both sides are full and the connection is closed over it.
            await Assert.ThrowsAnyAsync<IOException>(async () =>
            {
                while (true) await deaf.Stream.WriteAsync(echoes, deadline.Token);
            });
        }

        await Aftermath.AssertCleanAsync(listener, memory);
    }

    /// <summary>Byte by byte until the other side has had enough; what it says then.</summary>
    private static async Task<byte[]?> DripAsync(RawPeer loris, byte[] bytes)
    {
        var answer = loris.ReadPduAsync();
        for (var i = 0; i < bytes.Length && !answer.IsCompleted; i++)
        {
            try
            {
                await loris.Stream.WriteAsync(bytes.AsMemory(i, 1));
            }
            catch (IOException)
            {
                break;
            }

            await Task.WhenAny(answer, Task.Delay(10));
        }

        return await answer;
    }

    private static async Task<byte[]?> AdvanceUntilAsync(FakeTimeProvider time, Task<byte[]?> answer)
    {
        while (!answer.IsCompleted)
        {
            time.Advance(TimeSpan.FromSeconds(10));
            await Task.WhenAny(answer, Task.Delay(10));
        }

        return await answer;
    }
}
