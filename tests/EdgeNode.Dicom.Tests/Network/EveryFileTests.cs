using EdgeNode.Dicom.DataSets;
using EdgeNode.Dicom.Files;
using EdgeNode.Dicom.Network;
using EdgeNode.Dicom.Tests.Peers;

namespace EdgeNode.Dicom.Tests.Network;

/// <summary>Every DICOM file there is goes in and is kept byte for byte, or is refused with a reason; dcmdump is the second opinion.</summary>
public sealed class EveryFileTests(ITestOutputHelper output)
{
    private static readonly TransferSyntax[] AllSyntaxes =
        [.. new DicomListenerOptions().TransferSyntaxes, TransferSyntax.ExplicitVrBigEndian, TransferSyntax.DeflatedExplicitVrLittleEndian, TransferSyntax.JpegSpectralSelection, TransferSyntax.JpegFullProgression];

    public static TheoryData<string> Folders =>
    [
        "hn-picker-pycerr", "head-tilt-ge", "phantom-head-philips", "body-petct-j2k", "ct-codecs", "pydicom-tests", "charset-pydicom", "pydicom-data",
        "geometry-dicom2nifti", "dose-openrem", "seg-dcmqi", "malformed-pwnlab",
    ];

    [Theory]
    [MemberData(nameof(Folders))]
    public async Task As_the_box_is_set_up(string folder) => await SendAllAsync(folder, new());

    [Theory]
    [MemberData(nameof(Folders))]
    public async Task With_every_storage_class_and_syntax_accepted(string folder)
    {
        var result = await SendAllAsync(folder, new() { OtherStorage = OtherStorage.Accept, TransferSyntaxes = AllSyntaxes });
        var contexts = result.Files.Where(file => file.Reason == PeerReasons.ContextNotAccepted).Select(file => DicomReader.ReadFile(file.Path, ReadScope.Header).File!);
        Assert.DoesNotContain(contexts, file => SopClasses.IsStorage(file.SopClassUid!) && AllSyntaxes.Contains(file.TransferSyntax));
    }

    private async Task<SendResult> SendAllAsync(string folder, DicomListenerOptions options)
    {
        await using var listener = await Listener.StartAsync(options);
        var source = Directory.CreateTempSubdirectory().FullName;
        foreach (var ((_, bytes), index) in TestFiles.Real(folder).Select((file, index) => (file, index))) await File.WriteAllBytesAsync(Path.Combine(source, $"{index:D4}"), bytes);

        var result = await new StorageClient(TimeProvider.System).SendAsync(listener.Peer, "SCANNER", [.. Directory.GetFiles(source).Order()]);

        Assert.Null(result.Failure);
        Assert.All(result.Files.Where(file => !file.IsStored), file => Assert.NotNull(file.Reason ?? file.Status?.ToString()));
        foreach (var reason in result.Files.Where(file => !file.IsStored).GroupBy(file => file.Reason ?? file.Status.ToString())) output.WriteLine($"{reason.Count()} x {reason.Key}");
        output.WriteLine($"{result.Stored} of {result.Files.Count} kept");
        await AssertKeptAsync([.. result.Files.Where(file => file.IsStored).Select(file => file.Path)], listener.Sink.Stored);
        return result;
    }

    /// <summary>Each sent file is one kept file: the same bytes to our reader, the same text to dcmdump.</summary>
    private static async Task AssertKeptAsync(string[] sent, string[] kept)
    {
        Assert.Equal(sent.Length, kept.Length);
        var pairs = sent.OrderBy(KeptDataSet.Hash).Zip(kept.OrderBy(KeptDataSet.Hash)).ToList();
        Assert.All(pairs, pair => Assert.Equal(KeptDataSet.Hash(pair.First), KeptDataSet.Hash(pair.Second)));
        foreach (var part in pairs.Chunk(50)) Assert.Equal(await DumpAsync(part.Select(pair => pair.First)), await DumpAsync(part.Select(pair => pair.Second)));
    }

    private static async Task<IEnumerable<string>> DumpAsync(IEnumerable<string> files) =>
        (await Tool.RunAsync("dcmdump", ["--quiet", .. files])).Output.Split('\n').Where(line => !line.StartsWith("(0002,", StringComparison.Ordinal) && !line.StartsWith('#'));
}
