using System.Buffers;
using System.Text;
using EdgeNode.Dicom.Files;
using EdgeNode.Phantom;
using EdgeNode.Phantom.Output;

namespace EdgeNode.Benchmarks.Intake;

/// <summary>
/// A study in a folder, 512x512, made once. Before each round its UIDs are changed in place (same length), so that nothing a receiver gets is
/// a repeat and every receiver of a round gets the same.
/// </summary>
internal sealed class Study
{
    // Where the round's number goes in "2.25.<digits>".
    private const int RoundAt = 6;
    private const int HeaderBytes = 8192;
    private static readonly SearchValues<byte> UidCharacters = SearchValues.Create("0123456789."u8);

    private readonly List<(string Path, List<int> Places)> _files = [];

    private Study(string folder) => Folder = folder;

    public string Folder { get; }

    public IEnumerable<string> Files => _files.Select(file => file.Path);

    public long Bytes => _files.Sum(file => new FileInfo(file.Path).Length);

    public static Study Make(string folder, ulong seed, int slices)
    {
        PhantomDicom.Write(PhantomStudy.Create(new() { Seed = seed, Slices = slices }), folder, TransferSyntax.ExplicitVrLittleEndian.Uid);
        return Of(folder);
    }

    /// <summary>The files of a folder; their UIDs are 2.25 with many digits.</summary>
    public static Study Of(string folder)
    {
        var study = new Study(folder);
        foreach (var path in Directory.GetFiles(folder, "*.dcm").Order(StringComparer.Ordinal))
        {
            study._files.Add((path, Places(path)));
        }

        return study;
    }

    public void Renew(int round)
    {
        var digits = Encoding.ASCII.GetBytes(round.ToString("000", null));
        foreach (var (path, places) in _files)
        {
            using var handle = File.OpenHandle(path, FileMode.Open, FileAccess.Write);
            foreach (var place in places)
            {
                RandomAccess.Write(handle, digits, place + RoundAt);
            }
        }
    }

    private static List<int> Places(string path)
    {
        using var stream = File.OpenRead(path);
        var header = new byte[HeaderBytes];
        stream.ReadExactly(header);
        var places = new List<int>();
        for (var at = 0; (at = header.AsSpan(at).IndexOf("2.25."u8) is >= 0 and var next ? at + next : -1) >= 0; at++)
        {
            // Short ones name this implementation, not an object.
            if (header.AsSpan(at, 30).IndexOfAnyExcept(UidCharacters) < 0)
            {
                places.Add(at);
            }
        }

        return places;
    }
}
