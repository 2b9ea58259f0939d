using EdgeNode.Dicom.Network;
using EdgeNode.Dicom.Tests.Peers;
using EdgeNode.TestPeers;

namespace EdgeNode.Dicom.Tests.Network;

/// <summary>Answers to association requests, byte by byte (PS3.8 section 9.3).</summary>
public sealed class NegotiationTests
{
    private const string Ct = "1.2.840.10008.5.1.4.1.1.2";
    private const string Verification = "1.2.840.10008.1.1";
    private const string Implicit = "1.2.840.10008.1.2";
    private const string Explicit = "1.2.840.10008.1.2.1";
    private const string BigEndian = "1.2.840.10008.1.2.2";
    private const string JpegLs = "1.2.840.10008.1.2.4.80";
    private const string Application = "1.2.840.10008.3.1.1.1";
    private static readonly byte[] MaximumLength = [0x51, 0, 0, 4, 0, 0, 0x40, 0];

    [Theory]
    [InlineData(Ct, Explicit, 0, Implicit, Explicit)]
    [InlineData(Ct, Implicit, 0, JpegLs, Implicit)]
    [InlineData(Ct, JpegLs, 0, JpegLs)]
    [InlineData(Ct, BigEndian, 4, BigEndian)]
    [InlineData("1.2.3.4", Implicit, 3, Implicit)]
    [InlineData(Verification, Implicit, 0, Implicit)]
    public async Task One_transfer_syntax_is_chosen_by_preference(string abstractSyntax, string chosen, byte result, params string[] offered)
    {
        await using var listener = await Listener.StartAsync();
        var context = Contexts(await AskAsync(listener, RawPeer.AssociateRequest(RawPeer.Context(5, abstractSyntax, offered)))).Single();
        Assert.Equal((5, result), (context.Id, context.Result));
        Assert.Equal(chosen, context.TransferSyntax);
    }

    [Fact]
    public async Task Unknown_items_are_skipped_and_known_ones_answered()
    {
        await using var listener = await Listener.StartAsync();
        byte[] role = [0, 25, .. System.Text.Encoding.ASCII.GetBytes(Ct), 1, 1];
        byte[] user =
        [
            0x51, 0, 0, 4, 0, 0, 0, 0, .. RawPeer.Item(0x53, [0, 8, 0, 8]), .. RawPeer.Item(0x54, role), .. RawPeer.Item(0x56, [0, 4, 1, 2, 3, 4, 9]),
            .. RawPeer.Item(0x58, [1, 1, 0, 1, 65, 0, 0]), .. RawPeer.Item(0x7E, [1, 2, 3]),
        ];
        var answer = await AskAsync(listener, RawPeer.AssociateRequest(1, "EDGENODE", Application, user, RawPeer.Context(1, Ct, Explicit), RawPeer.Item(0x6F, [9, 9])));
        var items = Items(Items(answer.AsSpan(74)).Single(item => item.Type == 0x50).Content);
        Assert.Equal([0, 2, 0, 0], items.Single(item => item.Type == 0x51).Content);
        Assert.Equal([0, 1, 0, 1], items.Single(item => item.Type == 0x53).Content);
        Assert.Equal([1, 0], items.Single(item => item.Type == 0x54).Content[^2..]);
        Assert.Equal([0, 0], items.Single(item => item.Type == 0x59).Content);
        Assert.DoesNotContain(items, item => item.Type == 0x56);
    }

    [Theory]
    [InlineData(2, "EDGENODE", Application, 1, 2, 2)]
    [InlineData(1, "EDGENODE", "1.2.3", 1, 1, 2)]
    [InlineData(1, "WRONG", Application, 1, 1, 7)]
    public async Task Refusals_state_result_source_and_reason(ushort version, string called, string application, byte result, byte source, byte reason)
    {
        await using var listener = await Listener.StartAsync();
        var answer = await AskAsync(listener, RawPeer.AssociateRequest(version, called, application, MaximumLength, RawPeer.Context(1, Ct, Explicit)));
        Assert.Equal([3, 0, 0, 0, 0, 4, 0, result, source, reason], answer);
    }

    [Fact]
    public async Task The_called_title_is_not_checked_where_that_is_switched_off()
    {
        await using var listener = await Listener.StartAsync(new() { CheckCalledAe = false });
        Assert.Equal(2, (await AskAsync(listener, RawPeer.AssociateRequest(1, "WRONG", Application, MaximumLength, RawPeer.Context(1, Ct, Explicit))))[0]);
    }

    [Fact]
    public async Task One_association_too_many_is_refused_as_transient_and_room_comes_back()
    {
        await using var listener = await Listener.StartAsync(new() { MaxAssociations = 1 });
        using (await RawPeer.AssociateAsync(listener.Peer.Port))
        {
            var answer = await AskAsync(listener, RawPeer.AssociateRequest(RawPeer.Context(1, Ct, Explicit)));
            Assert.Equal([3, 0, 0, 0, 0, 4, 0, 2, 3, 2], answer);
        }

        await Listener.UntilAsync(() => listener.Open == 0, "room for an association");
        Assert.True((await new EchoClient(TimeProvider.System).EchoAsync(listener.Peer, "TEST")).IsSuccess);
    }

    private static async Task<byte[]> AskAsync(Listener listener, byte[] request)
    {
        using var peer = await RawPeer.ConnectAsync(listener.Peer.Port);
        await peer.Stream.WriteAsync(request);
        var answer = await peer.ReadPduAsync();
        Assert.NotNull(answer);
        return answer;
    }

    private static IEnumerable<(byte Id, byte Result, string TransferSyntax)> Contexts(byte[] accept) =>
        Items(accept.AsSpan(74)).Where(item => item.Type == 0x21).Select(item => (item.Content[0], item.Content[2], System.Text.Encoding.ASCII.GetString(item.Content, 8, item.Content.Length - 8)));

    private static List<(byte Type, byte[] Content)> Items(ReadOnlySpan<byte> bytes)
    {
        var items = new List<(byte, byte[])>();
        while (!bytes.IsEmpty)
        {
            var length = (bytes[2] << 8) | bytes[3];
            items.Add((bytes[0], bytes.Slice(4, length).ToArray()));
            bytes = bytes[(4 + length)..];
        }

        return items;
    }
}
