using System.Text;
using EdgeNode.Dicom.Network;
using EdgeNode.Dicom.Tests.Peers;
using EdgeNode.TestPeers;

namespace EdgeNode.Dicom.Tests.Network.Hostile;

/// <summary>Senseless peers: each costs its own connection, after each the next peer is served.</summary>
[Collection(ProcessMemory.Name)]
public sealed class ViolationTests
{
    private const string Ct = "1.2.840.10008.5.1.4.1.1.2";

    private static readonly byte[] Store = RawPeer.Data(1, 3, RawPeer.Command(0x0001, true, Ct, "2.25.1"));
    private static readonly byte[] CallOfNothing = [1, 0, 0, 0, 0, 10, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9];

    [Fact]
    public async Task A_web_browser_gets_an_abort_for_an_unrecognised_pdu()
    {
        await using var listener = await Listener.StartAsync();
        var memory = Aftermath.Memory();
        using var peer = await RawPeer.ConnectAsync(listener.Peer.Port);
        await peer.Stream.WriteAsync(Encoding.ASCII.GetBytes("GET / HTTP/1.1\r\nHost: edgenode\r\n\r\n"));
        Assert.Equal([7, 0, 0, 0, 0, 4, 0, 0, 2, 1], await peer.ReadPduAsync());
        await Aftermath.AssertCleanAsync(listener, memory);
    }

    [Theory]
    [InlineData("data")]
    [InlineData("a release")]
    [InlineData("a release answer")]
    public async Task What_comes_without_an_association_is_answered_with_an_abort_for_an_unexpected_pdu(string what)
    {
        await using var listener = await Listener.StartAsync();
        var memory = Aftermath.Memory();
        using var peer = await RawPeer.ConnectAsync(listener.Peer.Port);
        await peer.Stream.WriteAsync(what switch
        {
            "data" => Store,
            "a release" => [5, 0, 0, 0, 0, 4, 0, 0, 0, 0],
            _ => [6, 0, 0, 0, 0, 4, 0, 0, 0, 0],
        });
        Assert.Equal([7, 0, 0, 0, 0, 4, 0, 0, 2, 2], await peer.ReadPduAsync());
        Assert.Empty(listener.Sink.All);
        await Aftermath.AssertCleanAsync(listener, memory);
    }

    public static TheoryData<string, byte[], byte> Violations => new()
    {
        { "unknown PDU type", [0x99, 0, 0, 0, 0, 0], 1 },
        { "second association request", RawPeer.AssociateRequest(RawPeer.Context(1, Ct, "1.2.840.10008.1.2")), 2 },
        { "association answer", [2, 0, 0, 0, 0, 0], 2 },
        { "data set without command", RawPeer.Data(1, 2, new byte[10]), 2 },
        { "command inside a data set", [.. Store, .. Store], 2 },
        { "context that was not accepted", RawPeer.Data(9, 3, RawPeer.Command(0x0001, true, Ct, "2.25.1")), 6 },
        { "data set in another context", [.. Store, .. RawPeer.Data(3, 2, new byte[10])], 6 },
        { "PDU over the announced maximum", [4, 0, 0x10, 0, 0, 0], 6 },
        { "PDU of length 0", [4, 0, 0, 0, 0, 0], 6 },
        { "PDU of length 1", [4, 0, 0, 0, 0, 1, 0], 6 },
        { "unknown PDU of 4 GB", [0xFF, 0, 0xFF, 0xFF, 0xFF, 0xFF], 1 },
        { "response to nothing", RawPeer.Data(1, 3, RawPeer.Command(0x8001, false, Ct, "2.25.1")), 6 },
        { "PDU of 4 GB", [4, 0, 0xFF, 0xFF, 0xFF, 0xFF], 6 },
        { "PDV longer than its PDU", [4, 0, 0, 0, 0, 6, 0, 0, 0, 99, 1, 3], 6 },
        { "PDV of length 0", [4, 0, 0, 0, 0, 6, 0, 0, 0, 0, 1, 3], 6 },
        { "PDU that ends in a PDV header", [4, 0, 0, 0, 0, 3, 0, 0, 0], 6 },
        { "command that is none", RawPeer.Data(1, 3, [1, 2, 3, 4, 5, 6, 7, 8, 9]), 6 },
        { "command without end", [.. RawPeer.Data(1, 1, new byte[5000]), .. RawPeer.Data(1, 1, new byte[5000])], 6 },
    };

    [Theory]
    [MemberData(nameof(Violations))]
    public async Task A_violation_is_answered_with_the_right_abort(string what, byte[] bytes, byte reason)
    {
        await using var listener = await Listener.StartAsync();
        var memory = Aftermath.Memory();
        using var peer = await RawPeer.AssociateAsync(listener.Peer.Port);
        await peer.Stream.WriteAsync(bytes);
        var answer = await peer.ReadPduAsync();
        Assert.True(answer is not null && answer.AsSpan().SequenceEqual((ReadOnlySpan<byte>)[7, 0, 0, 0, 0, 4, 0, 0, 2, reason]), $"{what}: {(answer is null ? "closed" : Convert.ToHexString(answer))}");
        await Listener.UntilAsync(() => listener.Sink.Closed.Count == 1, "association closed");
        Assert.Equal(AssociationEnd.Aborted, listener.Sink.Closed.Single().End);
        Assert.Empty(listener.Sink.All);
        await Aftermath.AssertCleanAsync(listener, memory);
    }

    [Theory]
    [InlineData(0x0001, "2.25.1", "1.2.3", 0x0122)]
    [InlineData(0x0001, "../../etc/passwd", Ct, 0x0117)]
    [InlineData(0x0001, "/x", Ct, 0x0117)]
    [InlineData(0x0001, "", Ct, 0x0117)]
    [InlineData(0x0020, "2.25.1", Ct, 0x0211)]
    [InlineData(0x0130, "2.25.1", Ct, 0x0211)]
    [InlineData(0x7777, "2.25.1", Ct, 0x0211)]
    public async Task A_request_that_cannot_be_met_has_its_status_and_the_association_goes_on(ushort field, string instance, string sopClass, ushort status)
    {
        await using var listener = await Listener.StartAsync();
        using var peer = await RawPeer.AssociateAsync(listener.Peer.Port);
        await peer.Stream.WriteAsync(RawPeer.Data(1, 3, RawPeer.Command(field, true, sopClass, instance)));
        await peer.Stream.WriteAsync(RawPeer.Data(1, 2, new byte[100]));
        Assert.Equal(status, RawPeer.Status(await peer.ReadPduAsync()));
        await peer.Stream.WriteAsync(RawPeer.Data(3, 3, RawPeer.Command(0x0030, false, "1.2.840.10008.1.1", "")));
        Assert.Equal(0, RawPeer.Status(await peer.ReadPduAsync()));
        Assert.Empty(listener.Sink.All);
    }

    [Fact]
    public async Task A_store_without_a_data_set_cannot_be_understood()
    {
        await using var listener = await Listener.StartAsync();
        using var peer = await RawPeer.AssociateAsync(listener.Peer.Port);
        await peer.Stream.WriteAsync(RawPeer.Data(1, 3, RawPeer.Command(0x0001, false, Ct, "2.25.1")));
        Assert.Equal(0xC000, RawPeer.Status(await peer.ReadPduAsync()));
    }

    [Fact]
    public async Task A_message_cut_into_single_bytes_is_still_a_message()
    {
        await using var listener = await Listener.StartAsync();
        using var peer = await RawPeer.AssociateAsync(listener.Peer.Port);
        var command = RawPeer.Command(0x0001, true, Ct, "2.25.1");
        for (var i = 0; i < command.Length; i++) await peer.Stream.WriteAsync(RawPeer.Data(1, (byte)(i == command.Length - 1 ? 3 : 1), [command[i]]));
        foreach (var single in RawPeer.Data(1, 2, [1, 2, 3, 4])) await peer.Stream.WriteAsync(new[] { single });
        Assert.Equal(0, RawPeer.Status(await peer.ReadPduAsync()));
        Assert.Equal([1, 2, 3, 4], (await File.ReadAllBytesAsync(listener.Sink.Stored.Single()))[^4..]);
    }

    [Theory]
    [InlineData(true, AssociationEnd.Aborted)]
    [InlineData(false, AssociationEnd.Lost)]
    public async Task An_end_in_the_middle_of_a_data_set_leaves_nothing(bool abort, AssociationEnd end)
    {
        await using var listener = await Listener.StartAsync();
        var memory = Aftermath.Memory();
        using (var peer = await RawPeer.AssociateAsync(listener.Peer.Port))
        {
            await peer.Stream.WriteAsync(Store);
            await peer.Stream.WriteAsync(RawPeer.Data(1, 0, new byte[10_000]));
            await Listener.UntilAsync(() => listener.Sink.All.Length == 1, "instance begun");
            if (abort) await peer.Stream.WriteAsync(new byte[] { 7, 0, 0, 0, 0, 4, 0, 0, 0, 0 });
        }

        await Listener.UntilAsync(() => listener.Sink.Closed.Count == 1, "association closed");
        Assert.Equal(end, listener.Sink.Closed.Single().End);
        Assert.Empty(listener.Sink.All);
        await Aftermath.AssertCleanAsync(listener, memory);
    }

    [Fact]
    public async Task A_malformed_association_request_is_aborted()
    {
        await using var listener = await Listener.StartAsync();
        using var peer = await RawPeer.ConnectAsync(listener.Peer.Port);
        await peer.Stream.WriteAsync(CallOfNothing);
        Assert.Equal([7, 0, 0, 0, 0, 4, 0, 0, 2, 6], await peer.ReadPduAsync());
        Assert.Empty(listener.Sink.Opened);
    }
}
