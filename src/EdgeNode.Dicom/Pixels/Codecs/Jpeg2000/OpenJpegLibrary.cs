using System.Runtime.InteropServices;

namespace EdgeNode.Dicom.Pixels.Codecs.Jpeg2000;

/// <summary>The C interface of OpenJPEG 2.5 (openjpeg.h), the part that decodes; it also reads High-Throughput JPEG 2000 (ITU-T T.814).</summary>
internal static unsafe partial class OpenJpegLibrary
{
    public const string File = "libopenjp2.so.7";
    public const string Package = "libopenjp2-7";

    /// <summary>OPJ_CODEC_J2K: a bare codestream.</summary>
    public const int Codestream = 0;

    /// <summary>More than opj_dparameters_t takes (two names of 4,096 bytes and some numbers); the library fills it with its defaults.</summary>
    public const int ParameterBytes = 16 * 1024;

    [LibraryImport(File, EntryPoint = "opj_create_decompress")]
    public static partial nint CreateDecoder(int format);

    [LibraryImport(File, EntryPoint = "opj_destroy_codec")]
    public static partial void DestroyDecoder(nint codec);

    [LibraryImport(File, EntryPoint = "opj_set_default_decoder_parameters")]
    public static partial void SetDefaults(byte* parameters);

    [LibraryImport(File, EntryPoint = "opj_setup_decoder")]
    public static partial int Setup(nint codec, byte* parameters);

    [LibraryImport(File, EntryPoint = "opj_set_warning_handler")]
    public static partial int SetWarningHandler(nint codec, delegate* unmanaged<byte*, void*, void> handler, void* data);

    [LibraryImport(File, EntryPoint = "opj_read_header")]
    public static partial int ReadHeader(nint stream, nint codec, Image** image);

    [LibraryImport(File, EntryPoint = "opj_decode")]
    public static partial int Decode(nint codec, nint stream, Image* image);

    [LibraryImport(File, EntryPoint = "opj_image_destroy")]
    public static partial void DestroyImage(Image* image);

    [LibraryImport(File, EntryPoint = "opj_stream_create")]
    public static partial nint CreateStream(nuint bufferBytes, int isInput);

    [LibraryImport(File, EntryPoint = "opj_stream_destroy")]
    public static partial void DestroyStream(nint stream);

    [LibraryImport(File, EntryPoint = "opj_stream_set_read_function")]
    public static partial void SetRead(nint stream, delegate* unmanaged<void*, nuint, void*, nuint> read);

    [LibraryImport(File, EntryPoint = "opj_stream_set_skip_function")]
    public static partial void SetSkip(nint stream, delegate* unmanaged<long, void*, long> skip);

    [LibraryImport(File, EntryPoint = "opj_stream_set_seek_function")]
    public static partial void SetSeek(nint stream, delegate* unmanaged<long, void*, int> seek);

    [LibraryImport(File, EntryPoint = "opj_stream_set_user_data")]
    public static partial void SetUserData(nint stream, void* data, nint free);

    [LibraryImport(File, EntryPoint = "opj_stream_set_user_data_length")]
    public static partial void SetLength(nint stream, ulong length);

    /// <summary>opj_image_t.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct Image
    {
        public uint Left;
        public uint Top;
        public uint Right;
        public uint Bottom;
        public uint ComponentCount;
        public int ColorSpace;
        public Component* Components;
        public byte* IccProfile;
        public uint IccProfileLength;
    }

    /// <summary>opj_image_comp_t. Samples are 32 bits wide; null where nothing was decoded.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct Component
    {
        public uint XStep;
        public uint YStep;
        public uint Width;
        public uint Height;
        public uint Left;
        public uint Top;
        public uint Precision;
        public uint BitsPerPixel;
        public uint IsSigned;
        public uint ResolutionsDecoded;
        public uint Factor;
        public int* Samples;
        public ushort Alpha;
    }
}
