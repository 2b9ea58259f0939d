using System.Buffers.Binary;
using System.Net.Sockets;
using System.Text;

namespace EdgeNode.TestPeers;

/// <summary>What a peer was told of its request.</summary>
internal sealed record ReceivedReport(int EventType, string TransactionUid, IReadOnlyList<string> Committed, IReadOnlyList<(string Instance, int Reason)> Failed);

/// <summary>A user of storage commitment (PS3.4 annex J), built byte by byte: asks, and takes reports on either kind of association.</summary>
internal sealed class CommitmentUser : IDisposable
{
    public const string Explicit = "1.2.840.10008.1.2.1";
    public const string Implicit = "1.2.840.10008.1.2";
    public const string Instance = "1.2.840.10008.1.20.1.1";
    private const string Class = "1.2.840.10008.1.20.1";

    private readonly RawPeer _peer;
    private bool _isExplicit;

    private CommitmentUser(RawPeer peer) => _peer = peer;

    /// <summary>Of the PDUs read so far, with their headers.</summary>
    public int LongestPdu { get; private set; }

    /// <summary>SCU and SCP role that the other side proposed on an association it opened.</summary>
    public byte[] ProposedRole { get; private set; } = [];

    /// <summary>Opens an association and keeps it open.</summary>
    public static async Task<CommitmentUser> AssociateAsync(int port, string syntax = Explicit, int maxPdu = 16384, string title = "RAW")
    {
        var peer = await RawPeer.ConnectAsync(port);
        byte[] user = [0x51, 0, 0, 4, (byte)(maxPdu >> 24), (byte)(maxPdu >> 16), (byte)(maxPdu >> 8), (byte)maxPdu];
        await peer.Stream.WriteAsync(RawPeer.AssociateRequest(1, "EDGENODE", "1.2.840.10008.3.1.1.1", user, title, RawPeer.Context(1, Class, syntax)));
        Assert.Equal([0], RawPeer.ContextResults(await peer.ReadPduAsync()));
        return new(peer) { _isExplicit = syntax == Explicit };
    }

    /// <summary>Takes an association that is opened to us, and accepts its first context.</summary>
    public static async Task<CommitmentUser> AcceptAsync(TcpListener listener)
    {
        var peer = await RawPeer.AcceptAsync(listener);
        var request = await peer.ReadPduAsync();
        Assert.NotNull(request);
        var role = request.AsSpan().IndexOf(Encoding.ASCII.GetBytes(Class + "\0\u0001"));
        byte[] user = [0x51, 0, 0, 4, 0, 0, 0x40, 0];
        await peer.Stream.WriteAsync(RawPeer.Pdu(2, [0, 1, 0, 0, .. request.AsSpan(10, 64), .. RawPeer.Item(0x10, Encoding.ASCII.GetBytes("1.2.840.10008.3.1.1.1")), .. RawPeer.Item(0x21, [1, 0, 0, 0, .. RawPeer.Item(0x40, Encoding.ASCII.GetBytes(Explicit))]), .. RawPeer.Item(0x50, user)]));
        return new(peer) { _isExplicit = true, ProposedRole = role < 0 ? [] : request[(role + Class.Length)..(role + Class.Length + 2)] };
    }

    /// <summary>Asks for commitment; the status of the answer.</summary>
    public Task<ushort> RequestAsync(string transaction, params (string Class, string Instance)[] instances) => ActAsync(Instance, 1, DataSet(transaction, _isExplicit, instances));

    public async Task<ushort> ActAsync(string instance, ushort action, byte[] dataSet)
    {
        await _peer.Stream.WriteAsync(RawPeer.Data(1, 3, RawPeer.Action(Class, instance, action)));
        foreach (var (piece, i) in dataSet.Chunk(100_000).Select((piece, i) => (piece, i))) await _peer.Stream.WriteAsync(RawPeer.Data(1, (byte)((i + 1) * 100_000 >= dataSet.Length ? 2 : 0), piece));
        return RawPeer.Status(await ReadAsync());
    }

    /// <summary>Waits for a report and answers it with a status.</summary>
    public async Task<ReceivedReport> AnswerReportAsync(ushort status = 0)
    {
        var (command, dataSet) = (new MemoryStream(), new MemoryStream());
        for (var isOver = false; !isOver;)
        {
            var pdu = await ReadAsync();
            Assert.NotNull(pdu);
            Assert.Equal(4, pdu[0]);
            (pdu[11] % 2 == 1 ? command : dataSet).Write(pdu.AsSpan(12));
            isOver = pdu[11] == 2;
        }

        var commandBytes = command.ToArray();
        Assert.Equal(0x0100, Number(commandBytes, 0x0100));
        await _peer.Stream.WriteAsync(RawPeer.Data(1, 3, RawPeer.EventResponse(Class, Instance, Number(commandBytes, 0x0110), status)));
        return Read(Number(commandBytes, 0x1002), dataSet.ToArray());
    }

    public async Task AnswerReleaseAsync()
    {
        Assert.Equal(5, (await ReadAsync())![0]);
        await _peer.Stream.WriteAsync(RawPeer.Pdu(6, new byte[4]));
    }

    public static byte[] DataSet(string transaction, params (string Class, string Instance)[] instances) => DataSet(transaction, true, instances);

    public void Dispose() => _peer.Dispose();

    private static byte[] DataSet(string transaction, bool isExplicit, (string Class, string Instance)[] instances)
    {
        byte[] Uid(ushort element, string uid) => Element(element, isExplicit ? "UI" : "", Encoding.ASCII.GetBytes(uid.Length % 2 == 0 ? uid : uid + '\0'));
        byte[] items = [.. instances.SelectMany(instance => Item([.. Uid(0x1150, instance.Class), .. Uid(0x1155, instance.Instance)]))];
        return [.. Uid(0x1195, transaction), .. Element(0x1199, isExplicit ? "SQ" : "", items)];
    }

    private static byte[] Element(ushort element, string vr, byte[] value)
    {
        byte[] tag = [8, 0, (byte)element, (byte)(element >> 8)];
        var length = new byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(length, value.Length);
        return vr switch
        {
            "" => [.. tag, .. length, .. value],
            "SQ" => [.. tag, .. "SQ\0\0"u8, .. length, .. value],
            _ => [.. tag, .. Encoding.ASCII.GetBytes(vr), length[0], length[1], .. value],
        };
    }

    private static byte[] Item(byte[] content) => [0xFE, 0xFF, 0x00, 0xE0, (byte)content.Length, (byte)(content.Length >> 8), 0, 0, .. content];

    private static ushort Number(byte[] command, ushort element)
    {
        var at = command.AsSpan().IndexOf((ReadOnlySpan<byte>)[0, 0, (byte)element, (byte)(element >> 8), 2, 0, 0, 0]);
        Assert.True(at >= 0, $"(0000,{element:X4}) is missing");
        return BinaryPrimitives.ReadUInt16LittleEndian(command.AsSpan(at + 8));
    }

    /// <summary>Walks the data set as a list of leaves: the order of the elements says what belongs together.</summary>
    private ReceivedReport Read(int eventType, byte[] bytes)
    {
        var transaction = "";
        var committed = new List<string>();
        var failed = new List<(string, int)>();
        var (isFailed, instance) = (false, "");
        for (var at = 0; at < bytes.Length;)
        {
            var (element, isItem) = (BinaryPrimitives.ReadUInt16LittleEndian(bytes.AsSpan(at + 2)), bytes[at] == 0xFE);
            var isSequence = element is 0x1198 or 0x1199;
            var isShort = _isExplicit && !isItem && !isSequence;
            var length = isShort ? BinaryPrimitives.ReadUInt16LittleEndian(bytes.AsSpan(at + 6)) : BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(at + (_isExplicit && isSequence ? 8 : 4)));
            at += _isExplicit && isSequence ? 12 : 8;
            if (isSequence) isFailed = element == 0x1198;
            if (isSequence || isItem) continue;
            var value = bytes.AsSpan(at, length);
            at += length;
            if (element == 0x1195) transaction = Encoding.ASCII.GetString(value).TrimEnd('\0');
            if (element == 0x1155) instance = Encoding.ASCII.GetString(value).TrimEnd('\0');
            if (element == 0x1155 && !isFailed) committed.Add(instance);
            if (element == 0x1197) failed.Add((instance, BinaryPrimitives.ReadUInt16LittleEndian(value)));
        }

        return new(eventType, transaction, committed, failed);
    }

    private async Task<byte[]?> ReadAsync()
    {
        var pdu = await _peer.ReadPduAsync();
        LongestPdu = Math.Max(LongestPdu, pdu?.Length ?? 0);
        return pdu;
    }
}
