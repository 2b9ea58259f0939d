using System.IO.Pipelines;
using EdgeNode.Dicom.DataSets;
using EdgeNode.Dicom.Network;
using EdgeNode.Dicom.Network.Accepting;
using EdgeNode.Dicom.Network.UpperLayer;
using EdgeNode.TestPeers;

namespace EdgeNode.Dicom.Tests.Network;

/// <summary>Association requests that would cost more than they are.</summary>
public sealed class AssociateDecoderTests
{
    [Theory]
    [InlineData(128)]
    [InlineData(2620)]
    public void Any_number_of_roles_has_an_answer_that_fits_its_length_field(int roles)
    {
        var role = RawPeer.Item(0x54, [0, 17, .. "1.2.840.10008.1.1"u8, 1, 1]);
        byte[] pdu = RawPeer.AssociateRequest(1, "EDGENODE", AssociateRequest.DicomApplicationContext, [.. Enumerable.Repeat(role, roles).SelectMany(bytes => bytes)], RawPeer.Context(1, SopClasses.Verification, "1.2.840.10008.1.2"));
        var request = AssociateDecoder.Request(pdu.AsSpan(PduHeader.Size))!;
        var answer = AssociateEncoder.Accept(new Negotiator(new DicomListenerOptions(), offersCommitment: false).Accept(request, PeerRole.Send, new AcceptedContext?[256]));
        Assert.Equal(128, AssociateDecoder.Accept(answer.Span[PduHeader.Size..])!.User.Roles.Count);
    }

    [Fact]
    public void User_information_counts_once_however_often_it_comes()
    {
        byte[] first = RawPeer.AssociateRequest(RawPeer.Context(1, SopClasses.Verification, "1.2.840.10008.1.2"));
        byte[] pdu = [.. first, .. Enumerable.Repeat<byte[]>([0x50, 0, 0, 0], 20_000).SelectMany(item => item)];
        AssociateDecoder.Request(pdu.AsSpan(PduHeader.Size));
        var before = GC.GetAllocatedBytesForCurrentThread();
        var request = AssociateDecoder.Request(pdu.AsSpan(PduHeader.Size))!;
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 8192);
        Assert.Equal(16384u, request.User.MaxPduBytes);
    }

    [Fact]
    public void Transfer_syntaxes_beyond_what_the_standard_has_are_not_read()
    {
        var context = RawPeer.Context(1, SopClasses.Verification, [.. Enumerable.Repeat("1", 10_000)]);
        var request = AssociateDecoder.Request(RawPeer.AssociateRequest(context).AsSpan(PduHeader.Size))!;
        Assert.Equal(128, request.Contexts.Single().TransferSyntaxes.Count);
    }

    [Fact]
    public async Task Memory_is_taken_for_a_body_that_came_not_for_one_that_was_announced()
    {
        var pipe = new Pipe();
        using var input = new PeerInput(pipe.Reader, null, TimeProvider.System, CancellationToken.None);
        var body = input.BodyAsync(4);
        Assert.False(body.IsCompleted);
        await pipe.Writer.WriteAsync(new byte[] { 1, 2, 3 });
        await pipe.Writer.WriteAsync(new byte[] { 4, 5 });
        Assert.Equal([1, 2, 3, 4], await body);

        var before = GC.GetAllocatedBytesForCurrentThread();
        var missing = input.BodyAsync(256 * 1024);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 64 * 1024);
        await pipe.Writer.CompleteAsync();
        Assert.Null(await missing);
    }
}
