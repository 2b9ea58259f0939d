using System.IO.Hashing;

namespace EdgeNode.Appliance.Intake.Segments;

/// <summary>Reads a segment without the index.</summary>
internal sealed class SegmentScan(string path) : IDisposable
{
    private readonly FileStream _file = new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, 1 << 16);

    /// <summary>The mark of the instance that begins at <paramref name="offset"/>; null when none does, or when its bytes are not what was received.</summary>
    public RecordMark? WholeAt(long offset)
    {
        if (offset + RecordMark.Size > _file.Length) return null;
        Span<byte> preamble = stackalloc byte[RecordMark.Size];
        _file.Position = offset;
        _file.ReadExactly(preamble);
        return RecordMark.Read(preamble, _file.Length - offset) is { } mark && Checksum(offset + mark.DataSetOffset, mark.Length - mark.DataSetOffset) == mark.Checksum ? mark : null;
    }

    /// <summary>The byte behind the last one from <paramref name="start"/> on that is not zero; <paramref name="start"/> when all are.</summary>
    public long LastNonZero(long start)
    {
        var (last, buffer) = (start, new byte[1 << 16]);
        _file.Position = start;
        for (int read; (read = _file.Read(buffer)) > 0;)
        {
            var at = buffer.AsSpan(0, read).LastIndexOfAnyExcept((byte)0);
            if (at >= 0) last = _file.Position - read + at + 1;
        }

        return last;
    }

    /// <summary>Where the first block from <paramref name="start"/> on that is not all zeros begins; the length of the file, or more, when all are.</summary>
    /// <param name="start">Beginning of a block.</param>
    public long NextUsed(long start)
    {
        var buffer = new byte[1 << 16];
        _file.Position = Math.Min(start, _file.Length);
        for (int read; (read = _file.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false)) > 0;)
        {
            var at = buffer.AsSpan(0, read).IndexOfAnyExcept((byte)0);
            if (at >= 0) return (_file.Position - read + at) / Segment.Block * Segment.Block;
        }

        return Math.Max(start, _file.Length);
    }

    public void Dispose() => _file.Dispose();

    private UInt128 Checksum(long offset, long length)
    {
        var (hash, buffer) = (new XxHash128(), new byte[1 << 16]);
        _file.Position = offset;
        while (length > 0)
        {
            var read = _file.Read(buffer, 0, (int)Math.Min(buffer.Length, length));
            if (read == 0) break;
            hash.Append(buffer.AsSpan(0, read));
            length -= read;
        }

        return hash.GetCurrentHashAsUInt128();
    }
}
