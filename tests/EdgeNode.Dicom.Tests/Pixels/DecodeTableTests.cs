using System.Text;
using EdgeNode.Dicom.Files;
using EdgeNode.Dicom.Pixels;
using EdgeNode.TestData;

namespace EdgeNode.Dicom.Tests.Pixels;

/// <summary>Samples against the hashes an independent decoder gave (DECODE.tsv). A row neither matched nor listed fails, and so does a listed one that matches.</summary>
public sealed class DecodeTableTests(ITestOutputHelper output)
{
    private const string OtherHash = "OTHER_HASH";

    /// <summary>End of a row's name, how it ends here, and why that is right.</summary>
    private static readonly (string Name, string Outcome, string Why)[] Exceptions =
    [
        .. Dct("CTImage.dcm_JPEGProcess1TransferSyntax_1.2.840.10008.1.2.4.50.dcm", "CTImage.dcm_JPEGProcess2_4TransferSyntax_1.2.840.10008.1.2.4.51.dcm",
            "JPEG-lossy.dcm", "JPGExtended.dcm", "SC_jpeg_no_color_transform.dcm", "SC_jpeg_no_color_transform_2.dcm", "SC_rgb_dcmtk_+eb+cr.dcm",
            "SC_rgb_dcmtk_+eb+cy+n1.dcm", "SC_rgb_dcmtk_+eb+cy+n2.dcm", "SC_rgb_dcmtk_+eb+cy+np.dcm", "SC_rgb_dcmtk_+eb+cy+s2.dcm", "SC_rgb_dcmtk_+eb+cy+s4.dcm",
            "SC_rgb_jpeg.dcm", "SC_rgb_jpeg_app14_dcmd.dcm", "SC_rgb_jpeg_dcmtk.dcm", "SC_rgb_jpeg_lossy_gdcm.dcm", "SC_rgb_small_odd_jpeg.dcm",
            "examples_ybr_color.dcm", "TC0321_encap_empty_bot.dcm", "TC0325_encap_10k_frags.dcm"),
        ("JPEG2000-embedded-sequence-delimiter.dcm", PixelReasons.PixelDataCorrupt, "The codestream claims 3,722,445,056 columns; 256 are described."),
        ("SC_rgb_small_odd_big_endian.dcm", OtherHash, "OW words of two 8-bit samples: the bytes of big endian words change places (PS3.5 section 8.1.2, annex D); the other decoder leaves them."),
        ("SC_ybr_full_422_uncompressed.dcm", PixelReasons.UnsupportedPixelFormat, "Subsampled colour is never CT."),
        ("TC0265_depth_100.dcm", ReadReasons.NestedTooDeep, "Sequences nested 100 deep; 64 is the limit."),
        ("TC0301_bits_highbit_eq_ba.dcm", PixelReasons.BadPixelDescription, "High Bit 16 of 16 allocated bits."),
    ];

    [Fact]
    public void Every_object_has_the_hash_of_the_independent_decoder_or_a_listed_exception()
    {
        var lines = File.ReadAllLines(RealData.PathOrSkip("data/DECODE.tsv"), Encoding.UTF8);
        var table = lines.Skip(1).Select(line => line.Split('\t')).Where(row => row.Length > 12 && row[11].Length > 0).ToDictionary(row => row[0], row => row[11]);
        var folders = Directory.GetDirectories(RealData.PathOrSkip("data")).Select(folder => Path.GetFileName(folder)!).ToArray();
        var (wrong, matched, listed) = (new List<string>(), 0, 0);
        foreach (var (name, bytes) in TestFiles.Real(folders))
        {
            if (!table.Remove(name, out var hash)) continue;
            var read = DicomReader.Read(bytes);
            var pixels = read.IsRead ? PixelHash.Of(read.File) : new(null, new(read.Reason, read.Detail));
            var outcome = pixels.Problem?.Reason ?? (pixels.Sha256 == hash ? "" : OtherHash);
            var expected = Exceptions.FirstOrDefault(exception => name.EndsWith("/" + exception.Name, StringComparison.Ordinal)).Outcome ?? "";
            if (outcome != expected) wrong.Add($"{name}: {(outcome.Length == 0 ? "matches now" : outcome)} {pixels.Problem?.Detail}");
            else if (expected.Length > 0) listed++;
            else matched++;
        }

        output.WriteLine($"{matched} matched, {listed} listed.");
        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
        Assert.True(table.Count == 0, $"Not found: {string.Join(", ", table.Keys)}");
        Assert.Equal(Exceptions.Length, listed);
    }

    private static IEnumerable<(string Name, string Outcome, string Why)> Dct(params string[] names) =>
        names.Select(name => (name, PixelReasons.UnsupportedTransferSyntax, "Coded with loss by DCT: never analysed, and never shown."));
}
