using EdgeNode.Dicom.Pixels.Frames;

namespace EdgeNode.Dicom.Pixels.Codecs.JpegLs;

/// <summary>JPEG-LS (ITU-T T.87; PS3.5 A.4.3) by CharLS. A NEAR parameter above 0 makes a stream lossy, whatever the transfer syntax says.</summary>
internal sealed class JpegLsCodec : IFrameCodec
{
    /// <summary>Planes one after the other (T.87 C.2.3, ILV 0).</summary>
    private const int PlaneByPlane = 0;

    public FrameInspection Inspect(ReadOnlyMemory<byte> stream, PixelDescription described)
    {
        FrameInspection inspected = default;
        var problem = With(stream, (decoder, info) =>
        {
            if (CharlsLibrary.GetNearLossless(decoder, 0, out var near) != 0) return PixelProblem.Corrupt("The JPEG-LS stream has no scan.");
            inspected = new FrameHeader((int)info.Width, (int)info.Height, info.ComponentCount, info.BitsPerSample, near != 0);
            return null;
        });
        return problem ?? inspected;
    }

    public unsafe PixelProblem? Decode(ReadOnlyMemory<byte> stream, PixelDescription described, Span<byte> destination)
    {
        fixed (byte* target = destination)
        {
            var pixels = target;
            var length = (nuint)destination.Length;
            var mode = PlaneByPlane;
            var problem = With(stream, (decoder, _) =>
            {
                if (CharlsLibrary.GetInterleaveMode(decoder, out mode) != 0) return PixelProblem.Corrupt("The JPEG-LS stream has no scan.");
                var error = CharlsLibrary.Decode(decoder, pixels, length, 0);
                return error == 0 ? null : PixelProblem.Corrupt($"The JPEG-LS stream is damaged (CharLS error {error}).");
            });
            if (problem is null && mode == PlaneByPlane && described.SamplesPerPixel > 1) Planes.Interleave(destination, described);
            return problem;
        }
    }

    private static unsafe PixelProblem? With(ReadOnlyMemory<byte> stream, Func<nint, CharlsLibrary.FrameInfo, PixelProblem?> use)
    {
        nint decoder = 0;
        try
        {
            using var pinned = stream.Pin();
            decoder = CharlsLibrary.Create();
            if (decoder == 0) throw new InsufficientMemoryException("CharLS has no memory for a decoder.");
            var error = CharlsLibrary.SetSource(decoder, (byte*)pinned.Pointer, (nuint)stream.Length);
            if (error == 0) error = CharlsLibrary.ReadHeader(decoder);
            CharlsLibrary.FrameInfo info = default;
            if (error == 0) error = CharlsLibrary.GetFrameInfo(decoder, out info);
            return error == 0 ? use(decoder, info) : PixelProblem.Corrupt($"The JPEG-LS header is damaged (CharLS error {error}).");
        }
        catch (Exception missing) when (missing is DllNotFoundException or EntryPointNotFoundException)
        {
            return PixelProblem.Missing(CharlsLibrary.File, CharlsLibrary.Package);
        }
        finally
        {
            if (decoder != 0) CharlsLibrary.Destroy(decoder);
        }
    }
}
