using EdgeNode.Dicom.Files;
using EdgeNode.Dicom.Network;
using EdgeNode.Dicom.Tests.Peers;
using EdgeNode.TestPeers;

namespace EdgeNode.Dicom.Tests.Network;

/// <summary>Peers of other make, and our own, against our SCP.</summary>
public sealed class ListenerTests
{
    private static string[] To(Listener listener, params string[] options) =>
        [.. options, "-aec", listener.Peer.AeTitle, listener.Peer.Host, $"{listener.Peer.Port}"];

    [Fact]
    public async Task Echoscu_is_answered()
    {
        await using var listener = await Listener.StartAsync();
        var echo = await Tool.RunAsync("echoscu", To(listener, "-v"));
        Assert.Equal(0, echo.ExitCode);
        Assert.Contains("Received Echo Response (Success)", echo.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("-xe", "16384")]
    [InlineData("-xi", "16384")]
    [InlineData("-xe", "131072")]
    [InlineData("-xi", "131072")]
    public async Task Storescu_sends_and_the_data_sets_arrive_byte_for_byte(string syntax, string pdu)
    {
        await using var listener = await Listener.StartAsync();
        var isExplicit = syntax == "-xe";
        var files = StorageClientTests.WriteSlices(isExplicit ? TransferSyntax.ExplicitVrLittleEndian : TransferSyntax.ImplicitVrLittleEndian, 4);

        var sent = await Tool.RunAsync("storescu", [syntax, "-pdu", pdu, "--max-send-pdu", pdu, .. To(listener), .. files]);

        Assert.True(sent.ExitCode == 0, sent.Output);
        AssertSameDataSets(files, listener.Sink.Stored);
        await Listener.UntilAsync(() => listener.Sink.Closed.Count == 1, "association closed");
        Assert.Equal(AssociationEnd.Released, listener.Sink.Closed.Single().End);
        Assert.Equal("STORESCU", listener.Sink.Opened.Single().CallingAe);
    }

    [Fact]
    public async Task Dcmsend_transfers_a_folder_and_dcmdump_reads_what_arrived()
    {
        await using var listener = await Listener.StartAsync();
        var files = StorageClientTests.WriteSlices(TransferSyntax.ExplicitVrLittleEndian, 2);
        var sent = await Tool.RunAsync("dcmsend", [.. To(listener), .. files]);
        Assert.True(sent.ExitCode == 0, sent.Output);
        foreach (var path in listener.Sink.Stored)
        {
            var dump = await Tool.RunAsync("dcmdump", path);
            Assert.Equal(0, dump.ExitCode);
            Assert.DoesNotContain("W:", dump.Output, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Our_sender_and_our_receiver_agree_on_explicit_and_implicit_together()
    {
        await using var listener = await Listener.StartAsync();
        var files = StorageClientTests.WriteSlices(TransferSyntax.ExplicitVrLittleEndian, 3).Concat(StorageClientTests.WriteSlices(TransferSyntax.ImplicitVrLittleEndian, 3)).ToList();
        var seen = new List<SendProgress>();

        var result = await new StorageClient(TimeProvider.System).SendAsync(listener.Peer, "SCANNER", files, new Immediate(seen));

        Assert.True(result.IsComplete, result.Failure?.Detail);
        Assert.Equal(Enumerable.Range(1, 6), seen.Select(progress => progress.Done));
        AssertSameDataSets(files, listener.Sink.Stored);
    }

    [Fact]
    public async Task Four_senders_at_one_time_lose_nothing()
    {
        await using var listener = await Listener.StartAsync();
        var files = StorageClientTests.WriteSlices(TransferSyntax.ExplicitVrLittleEndian, 8, 512);
        var client = new StorageClient(TimeProvider.System);
        var results = await Task.WhenAll(files.Chunk(2).Select(part => client.SendAsync(listener.Peer, "SCANNER", part)));
        Assert.All(results, result => Assert.True(result.IsComplete));
        AssertSameDataSets(files, listener.Sink.Stored);
    }

    [Fact]
    public async Task The_sinks_status_and_its_failures_reach_the_sender()
    {
        await using var listener = await Listener.StartAsync();
        var files = StorageClientTests.WriteSlices(TransferSyntax.ExplicitVrLittleEndian, 2);
        var client = new StorageClient(TimeProvider.System);

        listener.Sink.Answer = DimseStatus.DataSetDoesNotMatch;
        var mismatch = await client.SendAsync(listener.Peer, "SCANNER", files);
        Assert.All(mismatch.Files, file => Assert.Equal(DimseStatus.DataSetDoesNotMatch, file.Status));

        listener.Sink.IsFull = true;
        var full = await client.SendAsync(listener.Peer, "SCANNER", files);
        Assert.All(full.Files, file => Assert.Equal(DimseStatus.OutOfResources, file.Status));
        Assert.Empty(listener.Sink.All);
    }

    [Theory]
    [InlineData("OTHER", "SCANNER", "called AE title not recognised (permanent)")]
    [InlineData("EDGENODE", "STRANGER", "calling AE title not recognised (permanent)")]
    public async Task Wrong_ae_titles_are_refused_with_the_reason(string called, string calling, string words)
    {
        await using var listener = await Listener.StartAsync(new() { Peers = [new("SCANNER")], OnlyKnownPeers = true });
        var echo = await new EchoClient(TimeProvider.System).EchoAsync(listener.Peer with { AeTitle = called }, calling);
        Assert.Equal(PeerReasons.Rejected, echo.Failure?.Reason);
        Assert.Contains(words, echo.Failure!.Detail, StringComparison.Ordinal);
        Assert.Empty(listener.Sink.Opened);
    }

    [Fact]
    public async Task Stopping_the_service_ends_an_open_association()
    {
        await using var listener = await Listener.StartAsync();
        using var peer = await RawPeer.AssociateAsync(listener.Peer.Port);
        await listener.StopAsync();
        Assert.Equal(AssociationEnd.Aborted, listener.Sink.Closed.Single().End);
        Assert.Equal(7, (await peer.ReadPduAsync())![0]);
    }

    private static void AssertSameDataSets(IReadOnlyList<string> sent, IReadOnlyList<string> received) =>
        Assert.Equal(sent.Select(KeptDataSet.Hash).Order(), received.Select(KeptDataSet.Hash).Order());

    private sealed class Immediate(List<SendProgress> seen) : IProgress<SendProgress>
    {
        public void Report(SendProgress value) => seen.Add(value);
    }
}
