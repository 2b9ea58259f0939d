using Microsoft.Win32.SafeHandles;

namespace EdgeNode.Appliance.Intake.Segments;

/// <summary>
/// A preallocated file that instances are appended to, one association at a time. Space and name are on disk before the first instance comes,
/// so that keeping one costs a single sync of its data. Instances begin at 4 KiB boundaries: writing one never touches a block of another.
/// </summary>
internal sealed class Segment : IDisposable
{
    /// <summary>Instances begin at multiples of it.</summary>
    public const long Block = 4096;

    private static readonly byte[] Zeros = new byte[4 << 20];

    private readonly SafeFileHandle _file;
    private readonly Action<SafeFileHandle> _sync;
    private readonly string _path;
    private readonly long _capacity;
    private long _filled;
    private bool _isBroken;

    private Segment(string folder, string name, long capacity, Action<SafeFileHandle>? sync)
    {
        Name = name;
        _sync = sync ?? DiskSync.Data;
        _capacity = capacity;
        _path = Path.Combine(folder, name);
        _file = File.OpenHandle(_path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.Read, FileOptions.None, capacity);
    }

    private Segment(string path)
    {
        Name = Path.GetFileName(path);
        _sync = DiskSync.Data;
        _path = path;
        _file = File.OpenHandle(path, FileMode.Open, FileAccess.ReadWrite, FileShare.Read);
        _capacity = RandomAccess.GetLength(_file);
        _filled = _capacity;
    }

    /// <summary>File name below the spool folder.</summary>
    public string Name { get; }

    /// <summary>Where the next instance begins.</summary>
    public long End { get; private set; }

    /// <summary>Bytes that are allocated already. An instance may be longer: then the file grows.</summary>
    public long Left => _isBroken ? 0 : Math.Max(0, _capacity - End);

    /// <exception cref="IOException">The disk has no room.</exception>
    public static Segment Create(string folder, string name, long capacity, Action<SafeFileHandle>? sync = null)
    {
        var segment = new Segment(folder, name, capacity, sync);
        RandomAccess.SetLength(segment._file, capacity);
        RandomAccess.FlushToDisk(segment._file);
        DiskSync.Directory(folder);
        return segment;
    }

    /// <summary>An empty segment of an earlier run.</summary>
    public static Segment Adopt(string path) => new(path);

    public static long Align(long offset) => (offset + Block - 1) / Block * Block;

    /// <summary>Whether nothing is ever written to a segment file again.</summary>
    public static bool IsSealed(string path) => new FileInfo(path).IsReadOnly;

    /// <summary>Gives back what is not used, and never writes to the file again.</summary>
    /// <param name="path">Segment file.</param>
    /// <param name="end">Its last instance ends before.</param>
    public static void Seal(string path, long end)
    {
        using (var file = File.OpenHandle(path, FileMode.Open, FileAccess.Write))
        {
            RandomAccess.SetLength(file, end);
            RandomAccess.FlushToDisk(file);
        }

        File.SetAttributes(path, FileAttributes.ReadOnly);
    }

    /// <summary>
    /// Writes zeros to the next stretch that was never written, so that its blocks exist before instances come. False when all are.
    /// </summary>
    public bool FillNext()
    {
        if (_filled >= _capacity) return false;
        var piece = Zeros.AsSpan(0, (int)Math.Min(Zeros.Length, _capacity - _filled));
        RandomAccess.Write(_file, piece, _filled);
        _filled += piece.Length;
        DiskSync.Data(_file);
        return true;
    }

    public void Write(ReadOnlySpan<byte> bytes, long offset) => RandomAccess.Write(_file, bytes, offset);

    public void StartWriteback(long offset, long length) => DiskSync.StartWriteback(_file, offset, length);

    /// <summary>Everything written so far survives a power cut once this returns.</summary>
    /// <exception cref="IOException">The disk refuses. What a failed sync left in memory may look written: nothing more goes into this segment.</exception>
    public void Sync()
    {
        _isBroken = true;
        _sync(_file);
        _isBroken = false;
    }

    /// <summary>The instance up to <paramref name="end"/> stays; the next one begins behind it.</summary>
    public void Keep(long end) => End = Align(end);

    /// <summary>What was written behind <see cref="End"/> is of no use: it becomes zeros again.</summary>
    public void Discard(long end) => DiskSync.Clear(_file, End, Align(end) - End);

    /// <summary>Closes the file and gives back what is not used.</summary>
    public void Seal()
    {
        _file.Dispose();
        if (End == 0) File.Delete(_path);
        else Seal(_path, End);
    }

    public void Dispose() => _file.Dispose();
}
