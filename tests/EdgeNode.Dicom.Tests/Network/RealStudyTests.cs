using EdgeNode.Dicom.Files;
using EdgeNode.Dicom.Network;
using EdgeNode.Dicom.Tests.Peers;

namespace EdgeNode.Dicom.Tests.Network;

/// <summary>Real objects, in every syntax the receiver takes, go through sender and receiver unchanged.</summary>
public sealed class RealStudyTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData("hn-picker-pycerr", 90)]
    [InlineData("head-tilt-ge", 28)]
    [InlineData("ct-codecs", 12)]
    [InlineData("body-petct-j2k", 20)]
    public async Task Real_objects_arrive_byte_for_byte_or_are_refused_by_context(string folder, int stored)
    {
        await using var listener = await Listener.StartAsync();
        var source = Directory.CreateTempSubdirectory().FullName;
        foreach (var ((_, bytes), index) in TestFiles.Real(folder).Select((file, index) => (file, index))) await File.WriteAllBytesAsync(Path.Combine(source, $"{index}"), bytes);

        var result = await new StorageClient(TimeProvider.System).SendAsync(listener.Peer, "SCANNER", Directory.GetFiles(source));

        foreach (var reason in result.Files.Where(file => !file.IsStored).GroupBy(file => file.Detail)) output.WriteLine($"{reason.Count()} x {reason.Key}");
        Assert.Null(result.Failure);
        Assert.Equal(stored, result.Stored);
        Assert.All(result.Files.Where(file => !file.IsStored), file => Assert.Contains(file.Reason, new[] { PeerReasons.ContextNotAccepted, ReadReasons.NotDicom }));
        var sent = result.Files.Where(file => file.IsStored).Select(file => KeptDataSet.Hash(file.Path)).Order();
        Assert.Equal(sent, listener.Sink.Stored.Select(KeptDataSet.Hash).Order());
    }
}
