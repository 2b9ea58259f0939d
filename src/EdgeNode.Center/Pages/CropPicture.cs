using System.Buffers.Binary;
using System.IO.Compression;
using System.IO.Hashing;
using EdgeNode.Imaging.Volumes;

namespace EdgeNode.Center.Pages;

/// <summary>The slice of a crop in which its node is largest, with outlines, as PNG (8 bits grey; window 350 at level 50).</summary>
internal static class CropPicture
{
    private const int Zoom = 2;
    private const byte Own = 255;
    private const byte Others = 150;

    public static byte[] Of(Volume<short> ct, Volume<short> numbers, int node)
    {
        var (size, z) = (ct.Size, Largest(numbers, (short)node));
        var (width, height) = (size.X * Zoom, size.Y * Zoom);
        var rows = new byte[(width + 1) * height];
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++)
            {
                var (vx, vy) = (x / Zoom, y / Zoom);
                var number = numbers.Span[numbers.IndexOf(vx, vy, z)];
                var edge = number != 0 && IsEdge(numbers, number, x, y, z);
                rows[(y * (width + 1)) + 1 + x] = edge ? number == node ? Own : Others : Grey(ct.Span[ct.IndexOf(vx, vy, z)]);
            }
        }

        return Png(rows, width, height);
    }

    private static byte Grey(short hu) => (byte)Math.Clamp((hu + 125) * 235 / 350, 0, 235);

    /// <summary>A pixel of the enlarged picture at the rim of its node.</summary>
    private static bool IsEdge(Volume<short> numbers, short number, int x, int y, int z)
    {
        foreach (var (dx, dy) in new[] { (-1, 0), (1, 0), (0, -1), (0, 1) })
        {
            var (vx, vy) = ((int)Math.Floor((x + dx) / (double)Zoom), (int)Math.Floor((y + dy) / (double)Zoom));
            if (!numbers.Size.Contains(vx, vy, z) || numbers.Span[numbers.IndexOf(vx, vy, z)] != number)
                return true;
        }

        return false;
    }

    private static int Largest(Volume<short> numbers, short node) =>
        Enumerable.Range(0, numbers.Size.Z).MaxBy(z => (numbers.Slice(z).Count(node), -Math.Abs(z - (numbers.Size.Z / 2))));

    private static byte[] Png(byte[] rows, int width, int height)
    {
        using var file = new MemoryStream();
        file.Write([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]);
        var head = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(head, width);
        BinaryPrimitives.WriteInt32BigEndian(head.AsSpan(4), height);
        head[8] = 8;
        Chunk(file, "IHDR"u8, head);
        using var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.Fastest, leaveOpen: true))
            zlib.Write(rows);
        Chunk(file, "IDAT"u8, packed.ToArray());
        Chunk(file, "IEND"u8, []);
        return file.ToArray();
    }

    private static void Chunk(Stream file, ReadOnlySpan<byte> kind, byte[] content)
    {
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, content.Length);
        file.Write(number);
        file.Write(kind);
        file.Write(content);
        BinaryPrimitives.WriteUInt32BigEndian(number, Crc32.HashToUInt32([.. kind, .. content]));
        file.Write(number);
    }
}
