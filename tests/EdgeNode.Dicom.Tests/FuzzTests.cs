using EdgeNode.Dicom.Files;
using EdgeNode.Dicom.Fuzz.Running;
using EdgeNode.Dicom.Fuzz.Seeds;
using EdgeNode.Dicom.Fuzz.Targets;
using EdgeNode.Dicom.Pixels;

namespace EdgeNode.Dicom.Tests;

/// <summary>
/// A short run of the mutator over everything that takes bytes from strangers, from seeds made here, the same inputs every time. <c>make fuzz</c> is
/// the long one.
/// </summary>
[Collection(ProcessMemory.Name)]
public sealed class FuzzTests
{
    [Fact]
    public void Compressed_seeds_decode_to_the_image_they_were_made_of()
    {
        var decoded = CodecSeeds.All().Select(seed => StoredValues.From(DicomReader.Read(seed).File!)).Where(pixels => pixels.IsDecoded && pixels.Values.Description.BitsStored == 12).ToList();
        // Two JPEG lossless, JPEG-LS, two reversible JPEG 2000 and HTJ2K; each with one frame and with two.
        Assert.Equal(12, decoded.Count);
        Assert.All(decoded, pixels => Assert.All(Enumerable.Range(0, pixels.Values!.Description.Count), i =>
        {
            var (x, y) = (i % 8, i / 8 % 8);
            Assert.Equal(((331 * x) + (97 * y) + (11 * x * y)) % 4096, pixels.Values[i]);
        }));
    }

    public static TheoryData<string> Targets => [.. FuzzTargets.All.Select(target => target.Name)];

    [Theory]
    [MemberData(nameof(Targets))]
    public async Task Changed_inputs_break_no_promise(string name)
    {
        var folder = Directory.CreateTempSubdirectory();
        var options = new FuzzOptions { Executions = 20_000, HangLimit = TimeSpan.FromMinutes(1), Findings = folder.FullName };
        var run = new FuzzRun(name, FuzzTargets.All.Single(target => target.Name == name).Create, options, TimeProvider.System, TextWriter.Null);
        var finding = await run.RunAsync();
        Assert.True(finding is null, $"{finding?.Kind}\n{finding?.Detail}\n{Convert.ToHexString(finding?.Input ?? [])}");
        Assert.Equal(options.Executions, run.Executions);
        folder.Delete(recursive: true);
    }
}
