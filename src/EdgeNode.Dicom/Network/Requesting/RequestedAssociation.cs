using System.Buffers;
using System.Buffers.Binary;
using EdgeNode.Dicom.Network.Dimse;
using EdgeNode.Dicom.Network.UpperLayer;

namespace EdgeNode.Dicom.Network.Requesting;

/// <summary>An association that this side requested (PS3.8 section 7): messages out, responses in. Failures throw <see cref="PeerException"/>.</summary>
internal sealed class RequestedAssociation : IAsyncDisposable
{
    // P-DATA-TF header and the header of its one PDV: item length, context id, message control.
    private const int PduAndPdvHeader = 12;
    private const int SmallestUsefulPdu = 1024;

    private readonly PeerConnection _connection;
    private readonly ScuTimeouts _timeouts;
    private readonly byte[] _buffer;
    private readonly int _maxPdu;
    private readonly Dictionary<byte, string> _accepted;
    private bool _isReleased;

    private RequestedAssociation(PeerConnection connection, AssociateAccept accept, ScuTimeouts timeouts)
    {
        _connection = connection;
        _timeouts = timeouts;
        _maxPdu = (int)Math.Min(accept.User.MaxPduBytes == 0 ? PeerConnection.MaxPduBytes : accept.User.MaxPduBytes, PeerConnection.MaxPduBytes);
        _accepted = accept.Contexts.Where(context => context.Result == ContextResult.Accepted).ToDictionary(context => context.Id, context => context.TransferSyntax);
        // Room for a command PDU before the first piece of data, so that both leave in one write.
        _buffer = ArrayPool<byte>.Shared.Rent((2 * PduHeader.Size) + _maxPdu + SmallestUsefulPdu);
    }

    /// <summary>The peer took the context with this id and this transfer syntax.</summary>
    public bool Accepts(byte context, string transferSyntax) => _accepted.TryGetValue(context, out var accepted) && accepted == transferSyntax;

    public static async Task<RequestedAssociation> OpenAsync(
        DicomPeer peer, string callingAe, IReadOnlyList<PresentationContext> contexts, ScuTimeouts timeouts, TimeProvider time, CancellationToken cancel, IReadOnlyList<RoleSelection>? roles = null)
    {
        var connection = await PeerConnection.ConnectAsync(peer, timeouts.Connect, time, cancel);
        try
        {
            var request = new AssociateRequest(peer.AeTitle, callingAe, contexts, new(PeerConnection.MaxPduBytes) { Roles = roles ?? [] });
            await connection.WriteAsync(AssociateEncoder.Request(request), timeouts.Association, cancel);
            var (type, body) = await connection.ReadAsync(timeouts.Association, cancel);
            if (type == PduType.AssociateReject && body.Length >= 4)
            {
                var reason = new RejectReason(body[1], body[2], body[3]);
                throw new PeerException(PeerReasons.Rejected, $"{peer} refused the association from {callingAe}: {reason.Words}.", reason.IsTransient);
            }

            var accept = type == PduType.AssociateAccept ? AssociateDecoder.Accept(body) : null;
            if (accept is null || accept.User.MaxPduBytes is > 0 and < SmallestUsefulPdu || accept.Contexts.DistinctBy(context => context.Id).Count() != accept.Contexts.Count)
            {
                throw new PeerException(PeerReasons.NotDicom, "The answer to the association request makes no sense.");
            }

            return new(connection, accept, timeouts);
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>Sends a command and, where <paramref name="dataSet"/> is given, its data set; returns the response.</summary>
    /// <param name="context">An accepted presentation context.</param>
    /// <param name="command">The request.</param>
    /// <param name="dataSet">Read from its position to its end.</param>
    /// <param name="cancel">Gives up; the association is then aborted.</param>
    public async Task<CommandSet> CallAsync(byte context, CommandSet command, Stream? dataSet, CancellationToken cancel)
    {
        var bytes = command.Encode();
        bytes.CopyTo(_buffer.AsSpan(PduAndPdvHeader));
        var filled = WriteHeaders(0, bytes.Length, context, isCommand: true, isLast: true);
        if (dataSet is null) await SendAsync(filled, cancel);
        else await SendDataSetAsync(filled, context, dataSet, cancel);
        return await ResponseAsync(command.MessageId, cancel);
    }

    public async Task ReleaseAsync(CancellationToken cancel)
    {
        await _connection.WriteAsync(AssociateEncoder.ReleaseRequest(), _timeouts.Association, cancel);
        while ((await _connection.ReadAsync(_timeouts.Association, cancel)).Type != PduType.ReleaseResponse)
        {
            // Anything still on its way before the answer is of no interest.
        }

        _isReleased = true;
    }

    /// <summary>Aborts unless released.</summary>
    public async ValueTask DisposeAsync()
    {
        try
        {
            if (!_isReleased) await _connection.WriteAsync(AssociateEncoder.Abort(AbortReason.NotSpecified, byProvider: false), TimeSpan.FromSeconds(1), CancellationToken.None);
        }
        catch (PeerException)
        {
            // The peer has gone already.
        }

        _connection.Dispose();
        ArrayPool<byte>.Shared.Return(_buffer);
    }

    private async Task SendDataSetAsync(int filled, byte context, Stream dataSet, CancellationToken cancel)
    {
        var room = _maxPdu - (PduAndPdvHeader - PduHeader.Size);
        bool isLast;
        do
        {
            var piece = await dataSet.ReadAtLeastAsync(_buffer.AsMemory(filled + PduAndPdvHeader, room), room, throwOnEndOfStream: false, cancel);
            isLast = piece < room || dataSet.Position == dataSet.Length;
            await SendAsync(WriteHeaders(filled, piece, context, isCommand: false, isLast), cancel);
            filled = 0;
        }
        while (!isLast);
    }

    private ValueTask SendAsync(int count, CancellationToken cancel) => _connection.WriteAsync(_buffer.AsMemory(0, count), _timeouts.Response, cancel);

    /// <summary>Headers before a fragment that already lies in the buffer; returns where the PDU ends.</summary>
    private int WriteHeaders(int at, int fragment, byte context, bool isCommand, bool isLast)
    {
        var header = _buffer.AsSpan(at, PduAndPdvHeader);
        header[0] = (byte)PduType.Data;
        header[1] = 0;
        BinaryPrimitives.WriteInt32BigEndian(header[2..], fragment + 6);
        BinaryPrimitives.WriteInt32BigEndian(header[6..], fragment + 2);
        header[10] = context;
        header[11] = (byte)((isCommand ? 1 : 0) | (isLast ? 2 : 0));
        return at + PduAndPdvHeader + fragment;
    }

    private async Task<CommandSet> ResponseAsync(ushort messageId, CancellationToken cancel)
    {
        var command = new MemoryStream();
        while (true)
        {
            var (type, body) = await _connection.ReadAsync(_timeouts.Response, cancel);
            if (type != PduType.Data) throw new PeerException(PeerReasons.Aborted, $"The peer sent {type} instead of a response.");
            for (var rest = body.AsMemory(); rest.Length > 0;)
            {
                var length = rest.Length < 6 ? 0 : BinaryPrimitives.ReadUInt32BigEndian(rest.Span);
                if (length < 2 || length > (uint)(rest.Length - 4)) throw new PeerException(PeerReasons.NotDicom, "A response PDU makes no sense.");
                var control = rest.Span[5];
                if ((control & 1) != 0) command.Write(rest.Span[6..(4 + (int)length)]);
                rest = rest[(4 + (int)length)..];
                if ((control & 3) != 3) continue;
                var response = CommandSet.Decode(command.GetBuffer().AsSpan(0, (int)command.Length));
                if (response is { IsResponse: true } && response.MessageId == messageId) return response;
                throw new PeerException(PeerReasons.NotDicom, "The response does not belong to the request.");
            }
        }
    }
}
