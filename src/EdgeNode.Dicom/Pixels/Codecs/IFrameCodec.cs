namespace EdgeNode.Dicom.Pixels.Codecs;

/// <summary>
/// Decodes the compressed stream of one frame (PS3.5 section 8.2 and annex A.4). Streams are hostile until proven otherwise: what they hold ends
/// in samples or a <see cref="PixelProblem"/>.
/// </summary>
internal interface IFrameCodec
{
    /// <summary>Reads what the stream says of itself, without decoding and without allocating for it.</summary>
    FrameInspection Inspect(ReadOnlyMemory<byte> stream, PixelDescription described);

    /// <summary>
    /// Decodes into little endian samples, rows from the top, colour pixel by pixel. Called after the header was found to fit the description.
    /// </summary>
    /// <param name="destination"><see cref="PixelDescription.FrameBytes"/> bytes.</param>
    PixelProblem? Decode(ReadOnlyMemory<byte> stream, PixelDescription described, Span<byte> destination);
}

/// <summary>What a stream says of itself. <see cref="Bits"/> is its precision; lossy streams do not give back what was encoded.</summary>
internal readonly record struct FrameHeader(int Columns, int Rows, int Components, int Bits, bool IsLossy);

/// <summary>A header, or why there is none.</summary>
internal readonly record struct FrameInspection(FrameHeader Header, PixelProblem? Problem)
{
    public static implicit operator FrameInspection(FrameHeader header) => new(header, null);

    public static implicit operator FrameInspection(PixelProblem problem) => new(default, problem);
}
