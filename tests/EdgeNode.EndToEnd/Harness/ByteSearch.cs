using System.IO.Compression;
using System.Text;

namespace EdgeNode.EndToEnd.Harness;

/// <summary>
/// Looks for words in bytes in every form in which they could leave a hospital unseen: UTF-8, UTF-16 either way, GB18030, JSON escapes;
/// each of them plain, in Base64 at every alignment and in hexadecimal; and all of that inside whatever zlib, gzip or deflate streams the bytes hold.
/// </summary>
internal static class ByteSearch
{
    private const int Deepest = 3;
    private const int LargestInflated = 64 << 20;

    static ByteSearch() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    /// <summary>The words that are there, each with its form.</summary>
    public static IReadOnlyList<string> Find(byte[] bytes, IEnumerable<string> words)
    {
        var forms = words.SelectMany(word => Forms(word).Select(form => (Name: $"{word} as {form.Name}", form.Bytes))).ToList();
        return [.. Layers(bytes, Deepest).SelectMany(layer => forms.Where(form => layer.AsSpan().IndexOf(form.Bytes) >= 0).Select(form => form.Name)).Distinct()];
    }

    /// <summary>The forms of one word, named.</summary>
    public static IEnumerable<(string Name, byte[] Bytes)> Forms(string word)
    {
        (string, byte[])[] texts =
        [
            ("UTF-8", Encoding.UTF8.GetBytes(word)),
            ("UTF-16LE", Encoding.Unicode.GetBytes(word)),
            ("UTF-16BE", Encoding.BigEndianUnicode.GetBytes(word)),
            ("GB18030", Encoding.GetEncoding("GB18030").GetBytes(word)),
            ("JSON escapes", Encoding.ASCII.GetBytes(string.Concat(word.Select(c => c > 127 ? $"\\u{(int)c:X4}" : c.ToString())))),
            ("JSON escapes, small", Encoding.ASCII.GetBytes(string.Concat(word.Select(c => c > 127 ? $"\\u{(int)c:x4}" : c.ToString())))),
        ];
        foreach (var (name, text) in texts)
        {
            yield return (name, text);
            yield return ($"{name}, hex", Encoding.ASCII.GetBytes(Convert.ToHexString(text)));
            yield return ($"{name}, small hex", Encoding.ASCII.GetBytes(Convert.ToHexStringLower(text)));
            for (var before = 0; before < 3; before++)
                yield return ($"{name}, Base64 +{before}", Base64Middle(text, before));
        }
    }

    /// <summary>The characters of Base64 that depend on the text alone, with so many bytes before it.</summary>
    private static byte[] Base64Middle(byte[] text, int before)
    {
        var encoded = Convert.ToBase64String([.. new byte[before], .. text]);
        var first = (before * 8 + 5) / 6;
        var last = (before + text.Length) * 8 / 6;
        return Encoding.ASCII.GetBytes(encoded[first..last]);
    }

    private static IEnumerable<byte[]> Layers(byte[] bytes, int depth)
    {
        yield return bytes;
        if (depth == 0)
            yield break;
        for (var at = 0; at + 2 < bytes.Length; at++)
        {
            foreach (var inner in Inflated(bytes, at).Where(inner => inner.Length > 3))
            {
                foreach (var layer in Layers(inner, depth - 1))
                    yield return layer;
            }
        }
    }

    private static IEnumerable<byte[]> Inflated(byte[] bytes, int at)
    {
        if (bytes[at] == 0x78 && ((bytes[at] << 8) + bytes[at + 1]) % 31 == 0)
            yield return Inflate(bytes, at, stream => new ZLibStream(stream, CompressionMode.Decompress));
        if (bytes[at] == 0x1F && bytes[at + 1] == 0x8B)
            yield return Inflate(bytes, at, stream => new GZipStream(stream, CompressionMode.Decompress));
    }

    private static byte[] Inflate(byte[] bytes, int at, Func<Stream, Stream> open)
    {
        using var inflated = new MemoryStream();
        try
        {
            using var stream = open(new MemoryStream(bytes, at, bytes.Length - at));
            var buffer = new byte[1 << 16];
            while (inflated.Length < LargestInflated && stream.Read(buffer) is > 0 and var read)
                inflated.Write(buffer, 0, read);
        }
        catch (Exception damaged) when (damaged is InvalidDataException or IOException)
        {
            // What came before the damage counts.
        }

        return inflated.ToArray();
    }
}
