using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace EdgeNode.Dicom.Pixels.Codecs.Jpeg2000;

/// <summary>One codestream through OpenJPEG. The library reads from pinned memory by callbacks; its warnings count as failure, because it decodes what it can of a damaged stream.</summary>
internal sealed unsafe class OpenJpegDecoder : IDisposable
{
    private const int BufferBytes = 64 * 1024;
    private readonly Source* _source;
    private nint _stream;
    private nint _codec;
    private OpenJpegLibrary.Image* _image;

    /// <exception cref="DllNotFoundException">The library is not installed.</exception>
    public OpenJpegDecoder(byte* bytes, int length)
    {
        _source = (Source*)NativeMemory.AllocZeroed((nuint)sizeof(Source));
        *_source = new() { Bytes = bytes, Length = length };
    }

    /// <summary>The decoded components; null with a detail when the stream cannot be decoded.</summary>
    public OpenJpegLibrary.Image* Decode(out string detail)
    {
        detail = "";
        _codec = OpenJpegLibrary.CreateDecoder(OpenJpegLibrary.Codestream);
        _stream = OpenJpegLibrary.CreateStream(BufferBytes, isInput: 1);
        if (_codec == 0 || _stream == 0) throw new InsufficientMemoryException("OpenJPEG has no memory for a decoder.");
        OpenJpegLibrary.SetRead(_stream, &Read);
        OpenJpegLibrary.SetSkip(_stream, &Skip);
        OpenJpegLibrary.SetSeek(_stream, &Seek);
        OpenJpegLibrary.SetUserData(_stream, _source, 0);
        OpenJpegLibrary.SetLength(_stream, (ulong)_source->Length);
        var parameters = stackalloc byte[OpenJpegLibrary.ParameterBytes];
        OpenJpegLibrary.SetDefaults(parameters);
        OpenJpegLibrary.Image* image = null;
        var isDone = OpenJpegLibrary.SetWarningHandler(_codec, &Warned, _source) != 0 && OpenJpegLibrary.Setup(_codec, parameters) != 0 && OpenJpegLibrary.ReadHeader(_stream, _codec, &image) != 0;
        _image = image;
        isDone = isDone && image != null && OpenJpegLibrary.Decode(_codec, _stream, image) != 0;
        if (isDone && _source->Warnings == 0) return image;
        detail = isDone ? "The JPEG 2000 codestream is damaged: parts of it do not decode." : "The JPEG 2000 codestream is damaged.";
        return null;
    }

    public void Dispose()
    {
        if (_image != null) OpenJpegLibrary.DestroyImage(_image);
        if (_stream != 0) OpenJpegLibrary.DestroyStream(_stream);
        if (_codec != 0) OpenJpegLibrary.DestroyDecoder(_codec);
        NativeMemory.Free(_source);
    }

    [UnmanagedCallersOnly]
    private static void Warned(byte* message, void* data)
    {
        // A numbering of tile-parts from 1 is wrong and harmless; whatever else is warned of leaves samples undecoded.
        if (!MemoryMarshal.CreateReadOnlySpanFromNullTerminated(message).StartsWith("Non conformant codestream TPsot"u8)) ((Source*)data)->Warnings++;
    }

    [UnmanagedCallersOnly]
    private static nuint Read(void* buffer, nuint count, void* data)
    {
        var source = (Source*)data;
        var take = Math.Min((long)count, source->Length - source->Position);
        if (take <= 0) return nuint.MaxValue;
        Unsafe.CopyBlockUnaligned(buffer, source->Bytes + source->Position, (uint)take);
        source->Position += take;
        return (nuint)take;
    }

    [UnmanagedCallersOnly]
    private static long Skip(long count, void* data)
    {
        var source = (Source*)data;
        if (count < 0 || count > source->Length - source->Position) return -1;
        source->Position += count;
        return count;
    }

    [UnmanagedCallersOnly]
    private static int Seek(long position, void* data)
    {
        var source = (Source*)data;
        if (position < 0 || position > source->Length) return 0;
        source->Position = position;
        return 1;
    }

    private struct Source
    {
        public byte* Bytes;
        public long Length;
        public long Position;
        public int Warnings;
    }
}
