using EdgeNode.Imaging.Geometry;
using EdgeNode.Imaging.Volumes;

namespace EdgeNode.Center.Tests.Export;

/// <summary>A crop to look at, 128 x 128 x 48 voxels of 0.5 x 0.5 x 1.33 mm: tissue up to a slanting skin, negative node 1, ENE node 2, missed node 1001.</summary>
internal static class DrawnCrop
{
    private static readonly (int Number, byte Label, int X, int Y, int Z, int Radius)[] Places = [(1, 1, 38, 60, 24, 9), (2, 3, 80, 52, 24, 14), (1001, 0, 62, 92, 30, 8)];

    public static (Volume<short> Hu, Volume<byte> Labels, Volume<short> Numbers) Make()
    {
        var grid = GridGeometry.AxisAligned(new(128, 128, 48), new(0.5, 0.5, 4 / 3.0));
        var (hu, labels, numbers) = (Volume.Allocate<short>(grid), new Volume<byte>(grid, new byte[grid.Size.Voxels]), new Volume<short>(grid, new short[grid.Size.Voxels]));
        for (var i = 0; i < hu.Span.Length; i++)
        {
            var (x, y, z) = (i % 128, i / 128 % 128, i / 128 / 128);
            hu.Span[i] = (short)(x + (y / 3) < 22 ? -1024 : ((x / 9) + (y / 11) + (z / 6)) % 4 == 0 ? -90 + (i % 17) : 45 + (i % 23));
            foreach (var (number, label, cx, cy, cz, radius) in Places)
            {
                if (Math.Pow(x - cx, 2) + Math.Pow(y - cy, 2) + Math.Pow((z - cz) * 8 / 3.0, 2) > radius * radius)
                    continue;
                (hu.Span[i], labels.Span[i], numbers.Span[i]) = ((short)(95 + (i % 13)), label, (short)number);
            }
        }

        return (hu, labels, numbers);
    }
}
