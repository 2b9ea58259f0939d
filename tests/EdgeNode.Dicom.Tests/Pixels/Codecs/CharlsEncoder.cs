using System.Runtime.InteropServices;

namespace EdgeNode.Dicom.Tests.Pixels.Codecs;

/// <summary>JPEG-LS for tests, by CharLS' own encoder. A missing library fails the test.</summary>
internal static partial class CharlsEncoder
{
    private const string Library = "libcharls.so.2";

    public static unsafe byte[] Encode(byte[] samples, int rows, int columns, int bits, int near = 0, int components = 1, int interleave = 0)
    {
        var encoder = Create();
        try
        {
            var stream = new byte[(samples.Length * 2) + 4096];
            fixed (byte* source = samples, destination = stream)
            {
                Check(SetFrameInfo(encoder, new() { Width = (uint)columns, Height = (uint)rows, BitsPerSample = bits, ComponentCount = components }));
                Check(SetNearLossless(encoder, near));
                Check(SetInterleaveMode(encoder, interleave));
                Check(SetDestination(encoder, destination, (nuint)stream.Length));
                Check(EncodeFrom(encoder, source, (nuint)samples.Length, 0));
                Check(GetBytesWritten(encoder, out var written));
                return stream[..(int)written];
            }
        }
        finally
        {
            Destroy(encoder);
        }
    }

    private static void Check(int error) => Assert.Equal(0, error);

    [LibraryImport(Library, EntryPoint = "charls_jpegls_encoder_create")]
    private static partial nint Create();

    [LibraryImport(Library, EntryPoint = "charls_jpegls_encoder_destroy")]
    private static partial void Destroy(nint encoder);

    [LibraryImport(Library, EntryPoint = "charls_jpegls_encoder_set_frame_info")]
    private static partial int SetFrameInfo(nint encoder, in FrameInfo info);

    [LibraryImport(Library, EntryPoint = "charls_jpegls_encoder_set_near_lossless")]
    private static partial int SetNearLossless(nint encoder, int near);

    [LibraryImport(Library, EntryPoint = "charls_jpegls_encoder_set_interleave_mode")]
    private static partial int SetInterleaveMode(nint encoder, int mode);

    [LibraryImport(Library, EntryPoint = "charls_jpegls_encoder_set_destination_buffer")]
    private static unsafe partial int SetDestination(nint encoder, byte* destination, nuint length);

    [LibraryImport(Library, EntryPoint = "charls_jpegls_encoder_encode_from_buffer")]
    private static unsafe partial int EncodeFrom(nint encoder, byte* source, nuint length, uint stride);

    [LibraryImport(Library, EntryPoint = "charls_jpegls_encoder_get_bytes_written")]
    private static partial int GetBytesWritten(nint encoder, out nuint written);

    [StructLayout(LayoutKind.Sequential)]
    private struct FrameInfo
    {
        public uint Width;
        public uint Height;
        public int BitsPerSample;
        public int ComponentCount;
    }
}
