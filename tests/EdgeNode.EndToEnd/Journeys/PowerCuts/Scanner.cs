using EdgeNode.Dicom.Files;
using EdgeNode.Dicom.Network;
using EdgeNode.EndToEnd.Harness;

namespace EdgeNode.EndToEnd.Journeys.PowerCuts;

/// <summary>Sends one study after the other, each again until it has been answered whole, and remembers every instance that was answered with success.</summary>
internal sealed class Scanner(string folder)
{
    private string? _study;
    private int _made;

    /// <summary>Files whose instances the box has acknowledged, by SOP Instance UID.</summary>
    public Dictionary<string, string> Acknowledged { get; } = [];

    public int StudiesSent { get; private set; }

    public int TransfersCut { get; private set; }

    /// <summary>The study that is next to be sent, made if need be.</summary>
    public async Task PrepareAsync() => _study ??= await SmallStudy.MakeAsync(Path.Combine(folder, $"{++_made}"), 1000 + _made);

    /// <summary>Sends until it is done or the box is gone.</summary>
    public async Task SendAsync(ApplianceUnderTest box, IProgress<SendProgress>? progress = null)
    {
        await PrepareAsync();
        var files = Directory.GetFiles(_study!, "*.dcm", SearchOption.AllDirectories).Order(StringComparer.Ordinal).ToList();
        var sent = await new StorageClient(TimeProvider.System).SendAsync(new("EDGENODE", "127.0.0.1", box.DicomPort), "SCANNER", files, progress);
        foreach (var file in sent.Files.Where(file => file.IsStored))
        {
            Acknowledged[DicomReader.ReadFile(file.Path, ReadScope.Header).File!.SopInstanceUid!] = file.Path;
        }

        if (!sent.IsComplete)
        {
            TransfersCut++;
            return;
        }

        StudiesSent++;
        _study = null;
    }

    /// <summary>UIDs of acknowledged instances that are not in the box, or not as they were sent.</summary>
    public IReadOnlyList<string> Missing(ApplianceUnderTest box, bool compareBytes)
    {
        var stored = SpoolContents.Of(box.Data);
        return [.. Acknowledged.Where(sent => !stored.TryGetValue(sent.Key, out var region) || (compareBytes && !DataSet(sent.Value).AsSpan().SequenceEqual(SpoolContents.DataSet(region)))).Select(sent => sent.Key)];
    }

    private static byte[] DataSet(string path) => File.ReadAllBytes(path)[(int)DicomReader.ReadFile(path, ReadScope.Header).File!.DataSetOffset..];
}
