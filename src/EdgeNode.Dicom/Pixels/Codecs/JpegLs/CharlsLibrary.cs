using System.Runtime.InteropServices;

namespace EdgeNode.Dicom.Pixels.Codecs.JpegLs;

/// <summary>The C interface of CharLS 2 (charls/charls_jpegls_decoder.h, version 2.4). Every function but the first and last returns 0 for success.</summary>
internal static partial class CharlsLibrary
{
    public const string File = "libcharls.so.2";
    public const string Package = "libcharls2";

    [LibraryImport(File, EntryPoint = "charls_jpegls_decoder_create")]
    public static partial nint Create();

    [LibraryImport(File, EntryPoint = "charls_jpegls_decoder_destroy")]
    public static partial void Destroy(nint decoder);

    [LibraryImport(File, EntryPoint = "charls_jpegls_decoder_set_source_buffer")]
    public static unsafe partial int SetSource(nint decoder, byte* source, nuint length);

    [LibraryImport(File, EntryPoint = "charls_jpegls_decoder_read_header")]
    public static partial int ReadHeader(nint decoder);

    [LibraryImport(File, EntryPoint = "charls_jpegls_decoder_get_frame_info")]
    public static partial int GetFrameInfo(nint decoder, out FrameInfo info);

    [LibraryImport(File, EntryPoint = "charls_jpegls_decoder_get_near_lossless")]
    public static partial int GetNearLossless(nint decoder, int component, out int near);

    [LibraryImport(File, EntryPoint = "charls_jpegls_decoder_get_interleave_mode")]
    public static partial int GetInterleaveMode(nint decoder, out int mode);

    [LibraryImport(File, EntryPoint = "charls_jpegls_decoder_decode_to_buffer")]
    public static unsafe partial int Decode(nint decoder, byte* destination, nuint length, uint stride);

    [StructLayout(LayoutKind.Sequential)]
    public struct FrameInfo
    {
        public uint Width;
        public uint Height;
        public int BitsPerSample;
        public int ComponentCount;
    }
}
