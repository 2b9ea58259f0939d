using EdgeNode.Dicom.DataSets;
using EdgeNode.Dicom.Files;
using EdgeNode.Dicom.Network;
using EdgeNode.Dicom.Tests.Peers;

namespace EdgeNode.Dicom.Tests.Network;

/// <summary>Our SCU against dcmtk.</summary>
public sealed class StorageClientTests
{
    [Theory]
    [InlineData("-pdu", "16384")]
    [InlineData("-pdu", "131072")]
    [InlineData("-pdu", "4096")]
    public async Task Dcmtk_receives_explicit_and_implicit_files_byte_for_byte(params string[] options)
    {
        await using var peer = await StoreScp.StartAsync(options);
        var files = WriteSlices(TransferSyntax.ExplicitVrLittleEndian, 2).Concat(WriteSlices(TransferSyntax.ImplicitVrLittleEndian, 2)).ToList();

        var result = await new StorageClient(TimeProvider.System).SendAsync(peer.Peer, "EDGENODE", files);

        Assert.True(result.IsComplete, result.Failure?.Detail);
        var received = Directory.GetFiles(peer.Folder).Select(path => DicomReader.ReadFile(path).File!).ToDictionary(file => file.SopInstanceUid!);
        foreach (var path in files)
        {
            var sent = DicomReader.ReadFile(path).File!;
            var copy = received[sent.SopInstanceUid!];
            Assert.Equal(sent.TransferSyntax, copy.TransferSyntax);
            Assert.Equal(sent.DataSet.Elements.Select(element => (element.Tag, Convert.ToHexString(element.Value.Span))), copy.DataSet.Elements.Select(element => (element.Tag, Convert.ToHexString(element.Value.Span))));
        }
    }

    [Fact]
    public async Task Files_that_cannot_go_have_their_reason_and_the_others_go()
    {
        await using var peer = await StoreScp.StartAsync();
        var folder = Directory.CreateTempSubdirectory().FullName;
        var text = Path.Combine(folder, "notes.txt");
        await File.WriteAllTextAsync(text, "not an image");
        var unknown = Path.Combine(folder, "unknown.dcm");
        DicomWriter.WriteFile(unknown, TestFiles.CtSlice(9).Set(Tags.SOPClassUID, "1.2.3.4.5"));
        var good = WriteSlices(TransferSyntax.ExplicitVrLittleEndian, 1).Single();

        var result = await new StorageClient(TimeProvider.System).SendAsync(peer.Peer, "EDGENODE", [text, Path.Combine(folder, "missing"), unknown, good]);

        Assert.Equal([ReadReasons.NotDicom, PeerReasons.FileUnreadable, PeerReasons.ContextNotAccepted, null], result.Files.Select(file => file.Reason));
        Assert.Equal(1, result.Stored);
        Assert.Null(result.Failure);
    }

    [Fact]
    public async Task A_port_nobody_listens_on_is_unreachable()
    {
        var echo = await new EchoClient(TimeProvider.System).EchoAsync(new("NOBODY", "127.0.0.1", 1), "EDGENODE");
        Assert.Equal(PeerReasons.Unreachable, echo.Failure?.Reason);
    }

    [Theory]
    [InlineData("PACS@10.0.0.1:104", "PACS", "10.0.0.1", 104)]
    [InlineData("A B@[::1]:11112", "A B", "::1", 11112)]
    public void Peers_are_written_aet_at_host_colon_port(string text, string title, string host, int port)
    {
        Assert.True(DicomPeer.TryParse(text, out var peer));
        Assert.Equal(new DicomPeer(title, host, port), peer);
        Assert.Equal(text, peer.ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("PACS")]
    [InlineData("@host:104")]
    [InlineData("PACS@host")]
    [InlineData("PACS@host:0")]
    [InlineData("PACS@host:65536")]
    [InlineData("PACS@:104")]
    [InlineData("A TITLE TOO LONG 1@host:104")]
    public void What_is_not_a_peer_does_not_parse(string text) => Assert.False(DicomPeer.TryParse(text, out _));

    internal static List<string> WriteSlices(TransferSyntax syntax, int count, int size = 200)
    {
        var folder = Directory.CreateTempSubdirectory().FullName;
        var paths = new List<string>();
        for (var i = 1; i <= count; i++)
        {
            var path = Path.Combine(folder, $"{i}.dcm");
            DicomWriter.WriteFile(path, TestFiles.CtSlice(i + (syntax.IsExplicitVr ? 0 : 5000), size, size), new WriteOptions { TransferSyntax = syntax });
            paths.Add(path);
        }

        return paths;
    }
}
