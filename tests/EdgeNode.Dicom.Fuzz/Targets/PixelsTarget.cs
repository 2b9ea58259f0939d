using EdgeNode.Dicom.Files;
using EdgeNode.Dicom.Fuzz.Mutations;
using EdgeNode.Dicom.Fuzz.Seeds;
using EdgeNode.Dicom.Pixels;

namespace EdgeNode.Dicom.Fuzz.Targets;

/// <summary>Pixel data of a file to stored values and Hounsfield units.</summary>
internal sealed class PixelsTarget : IFuzzTarget
{
    // Tables of 65,536 values, and what reading may cost.
    private const int FixedBytes = 1024 * 1024;
    private const int MostValues = 4 * 1024 * 1024;

    private readonly short[] _destination = new short[MostValues];

    public string Name => "pixels";

    public long Accepted { get; private set; }

    public Dialect Dialect => Dialect.Elements;

    public IEnumerable<byte[]> Seeds(string? dataFolder) => [.. PixelSeeds.All(), .. dataFolder is null ? [] : RealSeeds.SmallImages(dataFolder)];

    public ulong Execute(ReadOnlyMemory<byte> input)
    {
        var behaviour = new Behaviour();
        var read = DicomReader.Read(input);
        behaviour.AddWords(read.Reason);
        if (!read.IsRead) return behaviour.Value;

        behaviour.AddWords(read.File.TransferSyntax.Name);
        var before = AllocationLimit.Now;
        var resident = ResidentPeak.Begin();
        var pixels = StoredValues.From(read.File);
        ResidentPeak.Check("Decoding pixel data", resident, input.Length + Described(read.File));
        behaviour.AddWords(pixels.Detail);
        if (!pixels.IsDecoded)
        {
            AllocationLimit.Check("Refusing pixel data", before, input.Length, FixedBytes);
            return behaviour.Value;
        }

        Accepted++;
        var description = pixels.Values.Description;
        // What is decoded has the size that is described; the input is small beside it where it was compressed.
        AllocationLimit.Check("Decoding pixel data", before, input.Length + (long)description.ByteCount, FixedBytes);
        behaviour.Add((ulong)((description.BitsAllocated * 64) + (description.BitsStored * 2) + (description.IsSigned ? 1 : 0)));
        if (description.Count > MostValues) return behaviour.Value;

        before = AllocationLimit.Now;
        pixels.Values.ToHounsfield(_destination.AsSpan(0, description.Count));
        AllocationLimit.Check("Rescaling", before, input.Length, FixedBytes);
        behaviour.Add((ulong)(ushort)_destination[0] / 64);
        return behaviour.Value;
    }

    /// <summary>Bytes of the image that a data set describes; 0 when it describes none.</summary>
    private static long Described(DicomFile file) => PixelDescription.TryRead(file.DataSet, out var description, out _) ? description.ByteCount : 0;
}
