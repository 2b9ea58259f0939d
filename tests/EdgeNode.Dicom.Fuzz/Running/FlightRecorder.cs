using System.IO.MemoryMappedFiles;

namespace EdgeNode.Dicom.Fuzz.Running;

/// <summary>
/// Keeps the input under way in a mapped file, which outlives the process: a stack overflow, a crash in native code or a kill for lack of memory
/// leaves behind what caused it. Layout: length (4 bytes, 0: none), input.
/// </summary>
internal sealed class FlightRecorder : IDisposable
{
    private const int Header = 4;

    private readonly string _path;
    private readonly MemoryMappedFile _file;
    private readonly MemoryMappedViewAccessor _view;

    public FlightRecorder(string folder, string name, int capacity)
    {
        Directory.CreateDirectory(folder);
        _path = Path.Combine(folder, name + ".last");
        _file = MemoryMappedFile.CreateFromFile(_path, FileMode.Create, null, Header + capacity);
        _view = _file.CreateViewAccessor();
    }

    public void Begin(ReadOnlySpan<byte> input)
    {
        _view.SafeMemoryMappedViewHandle.WriteSpan(Header, input);
        _view.Write(0, input.Length);
    }

    /// <summary>The input under way, read from another thread; empty when none is.</summary>
    public byte[] Current()
    {
        var input = new byte[_view.ReadInt32(0)];
        _view.SafeMemoryMappedViewHandle.ReadSpan<byte>(Header, input);
        return input;
    }

    /// <summary>What a process left behind that did not end well.</summary>
    public static byte[] Read(string path)
    {
        var bytes = File.ReadAllBytes(path);
        return bytes.AsSpan(Header, Math.Min(BitConverter.ToInt32(bytes), bytes.Length - Header)).ToArray();
    }

    /// <summary>All went well: nothing is left behind.</summary>
    public void Dispose()
    {
        _view.Dispose();
        _file.Dispose();
        File.Delete(_path);
    }
}
