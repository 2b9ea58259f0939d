using System.Net;
using System.Net.Sockets;
using EdgeNode.Appliance.Hosting.Options;
using EdgeNode.Appliance.Intake.Commitment;
using EdgeNode.TestPeers;

namespace EdgeNode.Appliance.Tests.Intake;

/// <summary>Who asks for commitment gets a true report: on its association, on a new one, later, and after a restart of the box.</summary>
public sealed class CommitmentReportsTests : IDisposable
{
    private const string Ct = "1.2.840.10008.5.1.4.1.1.2";
    private const string Mr = "1.2.840.10008.5.1.4.1.1.4";

    private readonly string _folder = Directory.CreateTempSubdirectory("edgenode-commitment").FullName;
    private readonly TcpListener _listener = new(IPAddress.Loopback, FreePort.Next());

    private PeerOptions Scanner => new() { AeTitle = "RAW", Address = "127.0.0.1", Port = ((IPEndPoint)_listener.LocalEndpoint).Port };

    public void Dispose()
    {
        _listener.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task What_is_kept_is_committed_and_what_is_not_has_its_reason_on_the_same_association()
    {
        await using var box = await CommitmentBox.StartAsync(_folder);
        await box.KeepAsync(Ct, "2.25.1");
        await box.KeepAsync(Ct, "2.25.2");
        using var scanner = await CommitmentUser.AssociateAsync(box.Port);

        await scanner.RequestAsync("2.25.70", (Ct, "2.25.1"), (Mr, "2.25.2"), (Ct, "2.25.3"));
        var mixed = await box.PassTimeAsync(scanner.AnswerReportAsync());
        await scanner.RequestAsync("2.25.71", (Ct, "2.25.1"), (Ct, "2.25.2"));
        var whole = await box.PassTimeAsync(scanner.AnswerReportAsync());

        Assert.Equal((2, "2.25.70"), (mixed.EventType, mixed.TransactionUid));
        Assert.Equal(["2.25.1"], mixed.Committed);
        Assert.Equal([("2.25.2", 0x0119), ("2.25.3", 0x0112)], mixed.Failed);
        Assert.Equal((1, 2), (whole.EventType, whole.Committed.Count));
        await box.PassTimeUntilAsync(() => box.Waiting() == 0, "nobody waits");
    }

    [Fact]
    public async Task A_peer_that_has_released_is_called_back()
    {
        _listener.Start();
        await using var box = await CommitmentBox.StartAsync(_folder, Scanner);
        await AskAndLeaveAsync(box, "2.25.70");

        using var called = await box.PassTimeAsync(CommitmentUser.AcceptAsync(_listener));
        var report = await called.AnswerReportAsync();
        await called.AnswerReleaseAsync();

        Assert.Equal([0, 1], called.ProposedRole);
        Assert.Equal([("2.25.1", 0x0112)], report.Failed);
        await box.PassTimeUntilAsync(() => box.Waiting() == 0, "nobody waits");
    }

    [Fact]
    public async Task A_peer_that_is_away_is_called_until_it_is_back_even_by_a_box_that_was_restarted()
    {
        await using (var box = await CommitmentBox.StartAsync(_folder, Scanner))
        {
            await AskAndLeaveAsync(box, "2.25.70");
            await box.PassTimeUntilAsync(() => box.Attempts() > 2, "some vain attempts", 10);
        }

        _listener.Start();
        await using var again = await CommitmentBox.StartAsync(_folder, Scanner);
        using var called = await again.PassTimeAsync(CommitmentUser.AcceptAsync(_listener), 30);
        var report = await called.AnswerReportAsync();
        await called.AnswerReleaseAsync();

        Assert.Equal("2.25.70", report.TransactionUid);
        await again.PassTimeUntilAsync(() => again.Waiting() == 0, "nobody waits");
    }

    [Fact]
    public async Task A_peer_that_refuses_the_report_gets_it_again()
    {
        _listener.Start();
        await using var box = await CommitmentBox.StartAsync(_folder, Scanner);
        await AskAndLeaveAsync(box, "2.25.70");

        foreach (var status in new ushort[] { 0x0110, 0 })
        {
            using var called = await box.PassTimeAsync(CommitmentUser.AcceptAsync(_listener));
            await called.AnswerReportAsync(status);
            await called.AnswerReleaseAsync();
        }

        await box.PassTimeUntilAsync(() => box.Waiting() == 0, "nobody waits");
    }

    [Fact]
    public async Task After_days_in_vain_it_is_given_up()
    {
        await using var box = await CommitmentBox.StartAsync(_folder, Scanner);
        await AskAndLeaveAsync(box, "2.25.70");
        await box.PassTimeUntilAsync(() => box.Waiting() == 0, "given up", 1800);
        Assert.InRange(box.Attempts(), 5, 1000);
    }

    [Fact]
    public async Task The_same_request_again_is_reported_again_and_another_under_its_uid_is_a_duplicate()
    {
        await using var box = await CommitmentBox.StartAsync(_folder);
        await box.KeepAsync(Ct, "2.25.1");
        using var scanner = await CommitmentUser.AssociateAsync(box.Port);
        foreach (var eventType in new[] { 1, 1 })
        {
            await scanner.RequestAsync("2.25.70", (Ct, "2.25.1"));
            Assert.Equal(eventType, (await box.PassTimeAsync(scanner.AnswerReportAsync())).EventType);
        }

        await scanner.RequestAsync("2.25.70", (Ct, "2.25.1"), (Ct, "2.25.2"));
        var duplicate = await box.PassTimeAsync(scanner.AnswerReportAsync());

        Assert.Empty(duplicate.Committed);
        Assert.Equal([("2.25.1", 0x0131), ("2.25.2", 0x0131)], duplicate.Failed);
    }

    [Fact]
    public void Pauses_grow_to_a_quarter_of_an_hour() =>
        Assert.Equal([5, 10, 20, 40, 80, 160, 320, 640, 900, 900], Enumerable.Range(1, 10).Select(attempts => ReportSchedule.Pause(attempts).TotalSeconds));

    private static async Task AskAndLeaveAsync(CommitmentBox box, string transaction)
    {
        using (var scanner = await CommitmentUser.AssociateAsync(box.Port))
        {
            Assert.Equal(0, await scanner.RequestAsync(transaction, (Ct, "2.25.1")));
        }

        await Eventually.TrueAsync(() => box.OpenAssociations == 0, "the association is over");
    }
}
