namespace EdgeNode.Phantom.Shapes;

/// <summary>Smooth, periodic value noise in about [-1, 1] with lattice distance 1: tissue texture and uneven surfaces.</summary>
internal static class NoiseField
{
    private const int Size = 32;
    private static readonly float[] Lattice = MakeLattice();

    public static float At(float x, float y, float z)
    {
        float fx = MathF.Floor(x), fy = MathF.Floor(y), fz = MathF.Floor(z);
        float tx = x - fx, ty = y - fy, tz = z - fz;
        tx = tx * tx * (3 - (2 * tx));
        ty = ty * ty * (3 - (2 * ty));
        tz = tz * tz * (3 - (2 * tz));
        int x0 = (int)fx & (Size - 1), x1 = (x0 + 1) & (Size - 1);
        int y0 = ((int)fy & (Size - 1)) * Size, y1 = (((int)fy + 1) & (Size - 1)) * Size;
        int z0 = ((int)fz & (Size - 1)) * Size * Size, z1 = (((int)fz + 1) & (Size - 1)) * Size * Size;
        var n = Lattice;
        var a = Mix(Mix(n[z0 + y0 + x0], n[z0 + y0 + x1], tx), Mix(n[z0 + y1 + x0], n[z0 + y1 + x1], tx), ty);
        var b = Mix(Mix(n[z1 + y0 + x0], n[z1 + y0 + x1], tx), Mix(n[z1 + y1 + x0], n[z1 + y1 + x1], tx), ty);
        return Mix(a, b, tz);
    }

    private static float Mix(float a, float b, float t) => a + ((b - a) * t);

    private static float[] MakeLattice()
    {
        var random = new PhantomRandom(20261123);
        var lattice = new float[Size * Size * Size];
        for (var i = 0; i < lattice.Length; i++) lattice[i] = random.Around(1);
        return lattice;
    }
}
