using System.Net;
using System.Net.Sockets;
using EdgeNode.Dicom.Network;
using EdgeNode.Dicom.Network.Commitment;
using EdgeNode.Dicom.Tests.Peers;
using EdgeNode.TestPeers;

namespace EdgeNode.Dicom.Tests.Network;

/// <summary>Storage commitment on the wire (PS3.4 annex J): N-ACTION in, N-EVENT-REPORT out, on the same association or a new one.</summary>
public sealed class CommitmentTests
{
    private const string Ct = "1.2.840.10008.5.1.4.1.1.2";
    private static readonly CommitmentReport Mixed = new("2.25.7", [new(Ct, "2.25.1")], [new(new(Ct, "2.25.2"), CommitmentFailure.NoSuchInstance)]);

    [Theory]
    [InlineData(CommitmentUser.Explicit)]
    [InlineData(CommitmentUser.Implicit)]
    public async Task A_request_is_taken_down_and_answered_at_once(string syntax)
    {
        var commitment = new RecordingCommitment();
        await using var listener = await Listener.StartAsync(commitment: commitment);
        using var user = await CommitmentUser.AssociateAsync(listener.Peer.Port, syntax);

        Assert.Equal(0, await user.RequestAsync("2.25.7", (Ct, "2.25.1"), (Ct, "2.25.2")));

        var request = commitment.Requests.Single().Request;
        Assert.Equal("2.25.7", request.TransactionUid);
        Assert.Equal([new(Ct, "2.25.1"), new(Ct, "2.25.2")], request.Instances);
    }

    [Theory]
    [InlineData(CommitmentUser.Explicit)]
    [InlineData(CommitmentUser.Implicit)]
    public async Task The_report_comes_on_the_association_of_the_request(string syntax)
    {
        var commitment = new RecordingCommitment();
        await using var listener = await Listener.StartAsync(commitment: commitment);
        using var user = await CommitmentUser.AssociateAsync(listener.Peer.Port, syntax);
        await user.RequestAsync("2.25.7", (Ct, "2.25.1"), (Ct, "2.25.2"));

        var delivering = listener.Handler.TryReportAsync(commitment.Requests.Single().Association, Mixed);
        var report = await user.AnswerReportAsync();

        Assert.Equal(DimseStatus.Success, await delivering);
        Assert.Equal((2, "2.25.7"), (report.EventType, report.TransactionUid));
        Assert.Equal(["2.25.1"], report.Committed);
        Assert.Equal([("2.25.2", 0x0112)], report.Failed);
        // The association goes on.
        Assert.Equal(0, await user.RequestAsync("2.25.8", (Ct, "2.25.1")));
    }

    [Fact]
    public async Task A_report_longer_than_the_peers_maximum_is_cut_into_pdus_it_takes()
    {
        var commitment = new RecordingCommitment();
        await using var listener = await Listener.StartAsync(commitment: commitment);
        using var user = await CommitmentUser.AssociateAsync(listener.Peer.Port, CommitmentUser.Explicit, maxPdu: 512);
        await user.RequestAsync("2.25.7", (Ct, "2.25.1"));
        var many = new CommitmentReport("2.25.7", [.. Enumerable.Range(1, 500).Select(i => new SopReference(Ct, $"2.25.{i}"))], []);

        var delivering = listener.Handler.TryReportAsync(commitment.Requests.Single().Association, many);
        var report = await user.AnswerReportAsync();

        Assert.Equal(DimseStatus.Success, await delivering);
        Assert.Equal((1, 500), (report.EventType, report.Committed.Count));
        Assert.True(user.LongestPdu <= 512 + 6);
    }

    [Fact]
    public async Task An_association_that_is_over_or_silent_takes_no_report()
    {
        var commitment = new RecordingCommitment();
        await using var listener = await Listener.StartAsync(new() { ResponseTimeout = TimeSpan.FromSeconds(0.3) }, commitment: commitment);
        Assert.Null(await listener.Handler.TryReportAsync(99, Mixed));
        using (var user = await CommitmentUser.AssociateAsync(listener.Peer.Port))
        {
            await user.RequestAsync("2.25.7", (Ct, "2.25.1"));
            Assert.Null(await listener.Handler.TryReportAsync(commitment.Requests.Single().Association, Mixed));
        }

        await Listener.UntilAsync(() => listener.Open == 0, "the association is over");
        Assert.Null(await listener.Handler.TryReportAsync(commitment.Requests.Single().Association, Mixed));
    }

    [Theory]
    [InlineData("1.2.3", 1, false, 0x0112)]
    [InlineData("1.2.840.10008.1.20.1.1", 9, false, 0x0123)]
    [InlineData("1.2.840.10008.1.20.1.1", 1, true, 0x0110)]
    public async Task A_request_that_cannot_be_taken_has_its_status(string instance, ushort action, bool broken, ushort status)
    {
        await using var listener = await Listener.StartAsync(commitment: new RecordingCommitment { IsBroken = broken });
        using var user = await CommitmentUser.AssociateAsync(listener.Peer.Port);
        Assert.Equal(status, await user.ActAsync(instance, action, CommitmentUser.DataSet("2.25.7", (Ct, "2.25.1"))));
        Assert.Equal(broken ? 0x0110 : 0, await user.RequestAsync("2.25.8", (Ct, "2.25.1")));
    }

    [Fact]
    public async Task Rubbish_is_an_invalid_argument_and_far_too_much_a_resource_limitation()
    {
        var commitment = new RecordingCommitment();
        await using var listener = await Listener.StartAsync(commitment: commitment);
        using var user = await CommitmentUser.AssociateAsync(listener.Peer.Port);
        Assert.Equal(0x0115, await user.ActAsync(CommitmentUser.Instance, 1, [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]));
        Assert.Equal(0x0115, await user.ActAsync(CommitmentUser.Instance, 1, CommitmentUser.DataSet("../x", (Ct, "2.25.1"))));
        Assert.Equal(0x0115, await user.ActAsync(CommitmentUser.Instance, 1, CommitmentUser.DataSet("2.25.7")));
        Assert.Equal(0x0213, await user.ActAsync(CommitmentUser.Instance, 1, new byte[5_000_000]));
        Assert.Equal(0, await user.RequestAsync("2.25.8", (Ct, "2.25.1")));
        Assert.Equal("2.25.8", commitment.Requests.Single().Request.TransactionUid);
    }

    [Fact]
    public async Task A_new_association_carries_the_report_in_the_scp_role()
    {
        using var socket = new TcpListener(IPAddress.Loopback, 0);
        socket.Start();
        var delivering = new CommitmentReporter(TimeProvider.System).ReportAsync(new("CT1", "127.0.0.1", ((IPEndPoint)socket.LocalEndpoint).Port), "EDGENODE", Mixed);
        using var user = await CommitmentUser.AcceptAsync(socket);
        var report = await user.AnswerReportAsync();
        await user.AnswerReleaseAsync();

        Assert.True((await delivering).IsDelivered);
        Assert.Equal([0, 1], user.ProposedRole);
        Assert.Equal("2.25.7", report.TransactionUid);
    }
}
