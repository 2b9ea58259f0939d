using System.Buffers.Binary;
using System.IO.Compression;
using System.Runtime.InteropServices;
using System.Text;

namespace EdgeNode.Inference.Tests.Golden;

/// <summary>Reads one float16 array of an .npz file (NumPy format 1.0, little-endian, C order).</summary>
internal static class NumpyArchive
{
    public static Half[] Halves(string path, string name)
    {
        using var archive = ZipFile.OpenRead(path);
        using var entry = archive.GetEntry(name + ".npy")!.Open();
        using var memory = new MemoryStream();
        entry.CopyTo(memory);
        var bytes = memory.ToArray();
        var header = BinaryPrimitives.ReadUInt16LittleEndian(bytes.AsSpan(8));
        var text = Encoding.ASCII.GetString(bytes, 10, header);
        Assert.Contains("'<f2'", text, StringComparison.Ordinal);
        Assert.Contains("'fortran_order': False", text, StringComparison.Ordinal);
        return MemoryMarshal.Cast<byte, Half>(bytes.AsSpan(10 + header)).ToArray();
    }
}
