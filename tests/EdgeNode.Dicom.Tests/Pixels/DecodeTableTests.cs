using System.Text;
using EdgeNode.Dicom.DataSets;
using EdgeNode.Dicom.Files;
using EdgeNode.Dicom.Pixels;
using EdgeNode.TestData;

namespace EdgeNode.Dicom.Tests.Pixels;

/// <summary>Stored values against the hashes an independent decoder gave (DECODE.tsv).</summary>
public sealed class DecodeTableTests(ITestOutputHelper output)
{
    // Made malformed on purpose; the independent decoder forgives them, this reader gives a reason.
    private static readonly string[] RefusedAsMalformed =
        ["TC0265_depth_100", "TC0357_stray_item_tag", "TC0361_stray_seq_delim", "TC0405_latin1_utf8_payload", "TC0445_duplicate_tags", "TC0301_bits_highbit_eq_ba"];

    [Fact]
    public void Every_uncompressed_monochrome_object_has_the_hash_of_the_independent_decoder()
    {
        var lines = File.ReadAllLines(RealData.PathOrSkip("data/DECODE.tsv"), Encoding.Latin1);
        var table = lines.Skip(1).Select(line => line.Split('\t')).Where(row => row.Length > 12 && row[12] == "ok").ToDictionary(row => row[0], row => row[11]);
        var folders = Directory.GetDirectories(RealData.PathOrSkip("data")).Select(folder => Path.GetFileName(folder)!).ToArray();
        var matched = 0;
        var notYet = new SortedDictionary<string, int>();
        var wrong = new List<string>();
        foreach (var (name, bytes) in TestFiles.Real(folders))
        {
            if (!table.TryGetValue(name, out var hash) || RefusedAsMalformed.Any(name.Contains)) continue;
            var read = DicomReader.Read(bytes);
            var pixels = read.IsRead ? StoredValues.From(read.File) : null;
            if (pixels is { IsDecoded: true } && pixels.Values.Sha256() == hash) matched++;
            else if (pixels is { IsDecoded: false } && IsNotYet(read.File!, pixels.Reason)) Count(notYet, $"{read.File!.TransferSyntax.Name}: {pixels.Detail}");
            else wrong.Add($"{name}: {read.Detail ?? pixels!.Detail ?? "other hash"}");
        }

        foreach (var (why, count) in notYet) output.WriteLine($"not yet: {count} x {why}");
        output.WriteLine($"matched: {matched}");
        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
        Assert.True(matched >= 307, $"Only {matched} matched.");
    }

    /// <summary>Compressed, colour, 1-bit and 32-bit objects are not decoded by this version.</summary>
    private static bool IsNotYet(DicomFile file, string reason) =>
        file.TransferSyntax.IsEncapsulated
            ? reason is PixelReasons.Lossy or PixelReasons.UnsupportedTransferSyntax
            : reason == PixelReasons.UnsupportedPixelFormat && (file.DataSet.GetInt(Tags.SamplesPerPixel) != 1 || file.DataSet.GetInt(Tags.BitsAllocated) is 1 or 32);

    private static void Count(SortedDictionary<string, int> counts, string key) => counts[key] = counts.GetValueOrDefault(key) + 1;
}
