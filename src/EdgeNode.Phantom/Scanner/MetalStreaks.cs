using System.Numerics;
using EdgeNode.Imaging.Geometry;
using EdgeNode.Phantom.Shapes;
using Vector3 = System.Numerics.Vector3;

namespace EdgeNode.Phantom.Scanner;

/// <summary>Rays of dark and bright from fillings, in the slices that cut them, and the shadow between each two.</summary>
internal sealed class MetalStreaks(ulong seed, IReadOnlyList<Vector3> metal)
{
    private const float HeightMm = 3.5f;

    /// <param name="places">Voxel (x, y) of each filling of the list on this slice.</param>
    /// <param name="away">Distance of the slice from each filling along the patient, mm.</param>
    public void Add(Span<float> hu, GridSize size, double spacingMm, int z, ReadOnlySpan<Vector2> places, ReadOnlySpan<float> away)
    {
        for (var m = 0; m < metal.Count; m++)
        {
            if (MathF.Abs(away[m]) > HeightMm) continue;
            var strength = 260 * (1 - (MathF.Abs(away[m]) / HeightMm));
            var r = PhantomRandom.Branch(seed, 0xE700 + (ulong)m);
            var offset = r.Between(0, 100);
            for (var y = 0; y < size.Y; y++)
            {
                for (var x = 0; x < size.X; x++)
                {
                    float dx = (x - places[m].X) * (float)spacingMm, dy = (y - places[m].Y) * (float)spacingMm;
                    var distance = MathF.Sqrt((dx * dx) + (dy * dy)) + 3;
                    if (distance > 95) continue;
                    var angle = MathF.Atan2(dy, dx) * 5;
                    var ray = NoiseField.At(offset + angle, offset, z * 0.35f) + (0.7f * NoiseField.At(offset + (angle * 3.1f), offset + 9, z * 0.5f)) - 0.12f;
                    hu[(y * size.X) + x] += strength * ray * 7 / (distance + 4) * (1 - (distance / 95));
                }
            }
        }
    }
}
