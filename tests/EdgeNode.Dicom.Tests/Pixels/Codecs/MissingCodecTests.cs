using System.Runtime.InteropServices;
using System.Runtime.Loader;
using EdgeNode.Dicom.Files;
using EdgeNode.Dicom.Pixels;

namespace EdgeNode.Dicom.Tests.Pixels.Codecs;

public sealed class MissingCodecTests
{
    /// <summary>A second copy of the assembly, for which no native library can be found.</summary>
    [Fact]
    public void A_native_library_that_is_not_installed_is_a_reason_that_names_its_package()
    {
        var context = new AssemblyLoadContext("no native libraries", isCollectible: true);
        var copy = context.LoadFromAssemblyPath(typeof(StoredValues).Assembly.Location);
        NativeLibrary.SetDllImportResolver(copy, (name, _, _) => throw new DllNotFoundException(name));

        var bytes = TestFiles.Bytes(SyntheticImage.Compressed(16, true, SyntheticImage.Stream("reversible-signed16")), new WriteOptions { TransferSyntax = TransferSyntax.Jpeg2000Lossless });
        var read = copy.GetType(typeof(DicomReader).FullName!)!.GetMethods().Single(method => method.Name == "Read");
        dynamic result = read.Invoke(null, [(ReadOnlyMemory<byte>)bytes, Enum.ToObject(copy.GetType(typeof(ReadScope).FullName!)!, 0)])!;
        dynamic decoded = copy.GetType(typeof(StoredValues).FullName!)!.GetMethod("From")!.Invoke(null, [(object)result.File])!;

        Assert.Equal(PixelReasons.CodecMissing, (string)decoded.Reason);
        Assert.Contains("libopenjp2-7", (string)decoded.Detail, StringComparison.Ordinal);
        context.Unload();
    }
}
