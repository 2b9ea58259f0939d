using System.Buffers.Binary;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using EdgeNode.Dicom.DataSets;
using EdgeNode.Dicom.Files;
using EdgeNode.Dicom.Network.Dimse;
using EdgeNode.Dicom.Network.UpperLayer;

namespace EdgeNode.Benchmarks.Intake;

/// <summary>Everything is encoded beforehand, in PDUs of 16 KiB; the time is that of the wire and the receiver alone.</summary>
internal static class RawSender
{
    private const int PduBytes = 16384;

    public static async Task<double> SendAsync(int port, Study study)
    {
        var messages = study.Files.Select((path, i) => Encode(path, (ushort)(i + 1))).ToList();
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        var begin = Stopwatch.GetTimestamp();
        await socket.ConnectAsync(IPAddress.Loopback, port);
        var request = new AssociateRequest("EDGENODE", "RAWSENDER", [new(1, SopClasses.CtImageStorage, [TransferSyntax.ExplicitVrLittleEndian.Uid])], new(PduBytes));
        await SendAsync(socket, AssociateEncoder.Request(request));
        await ReceiveAsync(socket, PduType.AssociateAccept);
        foreach (var message in messages)
        {
            await SendAsync(socket, message);
            await ReceiveAsync(socket, PduType.Data);
        }

        await SendAsync(socket, AssociateEncoder.ReleaseRequest());
        await ReceiveAsync(socket, PduType.ReleaseResponse);
        return Stopwatch.GetElapsedTime(begin).TotalSeconds;
    }

    private static byte[] Encode(string path, ushort messageId)
    {
        var bytes = File.ReadAllBytes(path);
        var file = DicomReader.Read(bytes).File!;
        var command = new CommandSet(CommandSet.StoreRequest, messageId) { SopClassUid = file.SopClassUid!, SopInstanceUid = file.SopInstanceUid!, HasDataSet = true };
        return MessagePdus.Encode(1, command.Encode(), bytes.AsSpan((int)file.DataSetOffset), PduBytes);
    }

    private static async Task SendAsync(Socket socket, ReadOnlyMemory<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            bytes = bytes[await socket.SendAsync(bytes)..];
        }
    }

    private static async Task ReceiveAsync(Socket socket, PduType expected)
    {
        var header = await ExactlyAsync(socket, 6);
        if (header[0] != (byte)expected) throw new InvalidOperationException($"{expected} was expected, PDU type {header[0]} came.");
        var body = await ExactlyAsync(socket, BinaryPrimitives.ReadInt32BigEndian(header.AsSpan(2)));
        // PDV header, then the command; a response with a status other than success is no measurement.
        if (expected == PduType.Data && CommandSet.Decode(body.AsSpan(6)) is not { Status.Code: 0 }) throw new InvalidOperationException("An instance was not stored.");
    }

    private static async Task<byte[]> ExactlyAsync(Socket socket, int count)
    {
        var bytes = new byte[count];
        for (var filled = 0; filled < count;)
        {
            var read = await socket.ReceiveAsync(bytes.AsMemory(filled));
            if (read == 0) throw new IOException("The receiver closed the connection.");
            filled += read;
        }

        return bytes;
    }
}
