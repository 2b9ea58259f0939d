using System.Buffers.Binary;
using System.Net.Sockets;
using System.Text;

namespace EdgeNode.TestPeers;

/// <summary>A peer that sends exactly the bytes a test wants, built here independently of the product's encoder.</summary>
internal sealed class RawPeer : IDisposable
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(180);

    private readonly TcpClient _client;

    private RawPeer(TcpClient client) => (_client, Stream) = (client, client.GetStream());

    public NetworkStream Stream { get; }

    public static async Task<RawPeer> ConnectAsync(int port)
    {
        var client = new TcpClient();
        await client.ConnectAsync("127.0.0.1", port);
        return new(client);
    }

    /// <summary>The other end: waits for a connection.</summary>
    public static async Task<RawPeer> AcceptAsync(TcpListener listener) => new(await listener.AcceptTcpClientAsync().WaitAsync(Deadline));

    /// <summary>Opens an association for CT in context 1 (explicit) and Verification in context 3.</summary>
    public static async Task<RawPeer> AssociateAsync(int port)
    {
        var peer = await ConnectAsync(port);
        await peer.Stream.WriteAsync(AssociateRequest(Context(1, "1.2.840.10008.5.1.4.1.1.2", "1.2.840.10008.1.2.1"), Context(3, "1.2.840.10008.1.1", "1.2.840.10008.1.2")));
        var answer = await peer.ReadPduAsync();
        Assert.Equal(2, answer![0]);
        return peer;
    }

    public static byte[] AssociateRequest(params byte[][] contexts) => AssociateRequest(1, "EDGENODE", "1.2.840.10008.3.1.1.1", [0x51, 0, 0, 4, 0, 0, 0x40, 0], contexts);

    public static byte[] AssociateRequest(ushort version, string called, string application, byte[] user, params byte[][] contexts) =>
        AssociateRequest(version, called, application, user, "RAW", contexts);

    public static byte[] AssociateRequest(ushort version, string called, string application, byte[] user, string calling, params byte[][] contexts) =>
        Pdu(1, [(byte)(version >> 8), (byte)version, 0, 0, .. Title(called), .. Title(calling), .. new byte[32], .. Item(0x10, Encoding.ASCII.GetBytes(application)), .. contexts.SelectMany(context => context), .. Item(0x50, user)]);

    public static byte[] Context(byte id, string abstractSyntax, params string[] transferSyntaxes) =>
        Item(0x20, [id, 0, 0, 0, .. Item(0x30, Encoding.ASCII.GetBytes(abstractSyntax)), .. transferSyntaxes.SelectMany(syntax => Item(0x40, Encoding.ASCII.GetBytes(syntax)))]);

    public static byte[] Item(byte type, byte[] content) => [type, 0, (byte)(content.Length >> 8), (byte)content.Length, .. content];

    public static byte[] Pdu(byte type, byte[] body) => [type, 0, .. UInt32(body.Length), .. body];

    /// <summary>A P-DATA-TF with one PDV. Control: 1 command, 2 last.</summary>
    public static byte[] Data(byte context, byte control, byte[] fragment) => Pdu(4, [.. UInt32(fragment.Length + 2), context, control, .. fragment]);

    /// <summary>A command set: field, message id 7, data set or not, and UIDs.</summary>
    public static byte[] Command(ushort field, bool hasDataSet, string sopClass, string sopInstance) =>
    [
        .. Element(0x0002, Uid(sopClass)), .. Element(0x0100, [(byte)field, (byte)(field >> 8)]), .. Element(0x0110, [7, 0]),
        .. Element(0x0800, hasDataSet ? [0, 0] : [1, 1]), .. Element(0x1000, Uid(sopInstance)),
    ];

    /// <summary>An N-ACTION-RQ with a data set, message id 7.</summary>
    public static byte[] Action(string sopClass, string sopInstance, ushort action) =>
    [
        .. Element(0x0003, Uid(sopClass)), .. Element(0x0100, [0x30, 1]), .. Element(0x0110, [7, 0]), .. Element(0x0800, [0, 0]),
        .. Element(0x1001, Uid(sopInstance)), .. Element(0x1008, [(byte)action, (byte)(action >> 8)]),
    ];

    /// <summary>An N-EVENT-REPORT-RSP without a data set.</summary>
    public static byte[] EventResponse(string sopClass, string sopInstance, ushort messageId, ushort status) =>
    [
        .. Element(0x0002, Uid(sopClass)), .. Element(0x0100, [0x00, 0x81]), .. Element(0x0120, [(byte)messageId, (byte)(messageId >> 8)]), .. Element(0x0800, [1, 1]),
        .. Element(0x0900, [(byte)status, (byte)(status >> 8)]), .. Element(0x1000, Uid(sopInstance)),
    ];

    /// <summary>Results of the contexts of an A-ASSOCIATE-AC, in its order.</summary>
    public static IReadOnlyList<byte> ContextResults(byte[]? accept)
    {
        Assert.NotNull(accept);
        Assert.Equal(2, accept[0]);
        var results = new List<byte>();
        for (var at = 74; at < accept.Length; at += 4 + BinaryPrimitives.ReadUInt16BigEndian(accept.AsSpan(at + 2)))
        {
            if (accept[at] == 0x21) results.Add(accept[at + 6]);
        }

        return results;
    }

    /// <summary>The next PDU with its header; null at the end of the connection.</summary>
    public async Task<byte[]?> ReadPduAsync()
    {
        using var deadline = new CancellationTokenSource(Deadline);
        var header = new byte[6];
        try
        {
            if (await Stream.ReadAtLeastAsync(header, 6, throwOnEndOfStream: false, deadline.Token) < 6) return null;
            var body = new byte[BinaryPrimitives.ReadUInt32BigEndian(header.AsSpan(2))];
            await Stream.ReadExactlyAsync(body, deadline.Token);
            return [.. header, .. body];
        }
        catch (IOException)
        {
            return null;
        }
    }

    /// <summary>Status of a response PDU: the value of (0000,0900).</summary>
    public static ushort Status(byte[]? pdu)
    {
        Assert.NotNull(pdu);
        Assert.Equal(4, pdu[0]);
        var at = pdu.AsSpan().IndexOf((ReadOnlySpan<byte>)[0, 0, 0, 9, 2, 0, 0, 0]);
        return BinaryPrimitives.ReadUInt16LittleEndian(pdu.AsSpan(at + 8));
    }

    /// <summary>Ends our direction only: the other side may still answer.</summary>
    public void CloseSending() => _client.Client.Shutdown(SocketShutdown.Send);

    public void Dispose() => _client.Dispose();

    private static byte[] Title(string title) => Encoding.ASCII.GetBytes(title.PadRight(16));

    private static byte[] Uid(string uid) => Encoding.ASCII.GetBytes(uid.Length % 2 == 0 ? uid : uid + '\0');

    private static byte[] Element(ushort element, byte[] value) => [0, 0, (byte)element, (byte)(element >> 8), (byte)value.Length, (byte)(value.Length >> 8), 0, 0, .. value];

    private static byte[] UInt32(int value)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(bytes, value);
        return bytes;
    }
}
