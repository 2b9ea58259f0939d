using EdgeNode.Dicom.DataSets;
using EdgeNode.Dicom.Files;
using EdgeNode.Dicom.Fuzz.Mutations;
using EdgeNode.Dicom.Fuzz.Seeds;
using EdgeNode.Dicom.Pixels;

namespace EdgeNode.Dicom.Fuzz.Targets;

/// <summary>
/// The decoders alone: the first byte chooses the syntax, the rest is the stream of a frame in a data set that is sound. Changes to whole files are
/// mostly refused before they come this far.
/// </summary>
internal sealed class CodecsTarget : IFuzzTarget
{
    // Four look-up tables of 65,536 entries (JPEG lossless), and what every image needs.
    private const int FixedBytes = 768 * 1024;

    private readonly DicomDataset _unsigned = SampleSlice.Create(8, 8, 16, 12, isSigned: false);
    private readonly DicomDataset _signed = SampleSlice.Create(8, 8, 16, 16);

    public string Name => "codecs";

    public long Accepted { get; private set; }

    public Dialect Dialect => Dialect.Streams;

    public IEnumerable<byte[]> Seeds(string? dataFolder) => CodecSeeds.Bare();

    public ulong Execute(ReadOnlyMemory<byte> input)
    {
        var behaviour = new Behaviour();
        if (input.Length < 2) return behaviour.Value;
        var choice = input.Span[0];
        var syntax = CodecSeeds.Syntaxes[choice % CodecSeeds.Syntaxes.Length];
        var slice = choice < 128 ? _unsigned : _signed;
        var dataSet = new DicomDataset(slice.Elements.Select(element => element.Tag == Tags.PixelData ? new(element.Tag, Vr.OB, (ReadOnlyMemory<byte>[])[default, input[1..]]) : element));
        var file = new DicomFile(new(), dataSet, syntax, 0, null, false);

        var (before, resident) = (AllocationLimit.Now, ResidentPeak.Begin());
        var pixels = StoredValues.From(file);
        AllocationLimit.Check("Decoding a stream", before, input.Length, FixedBytes);
        ResidentPeak.Check("Decoding a stream", resident, input.Length);
        behaviour.AddWords(syntax.Name);
        behaviour.AddWords(pixels.Detail);
        if (!pixels.IsDecoded) return behaviour.Value;
        Accepted++;
        behaviour.AddCount(pixels.Values[0]);
        behaviour.AddCount(pixels.Values[63]);
        return behaviour.Value;
    }
}
