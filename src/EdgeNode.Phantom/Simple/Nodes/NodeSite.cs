using System.Numerics;
using EdgeNode.Phantom.Simple.Anatomy;

namespace EdgeNode.Phantom.Simple.Nodes;

/// <summary>A place where nodes lie: neck level, side, centre in anatomy millimetres. Levels after the consensus of Gregoire et al. 2014.</summary>
internal sealed record NodeSite(string Level, int Side, Vector3 Centre)
{
    /// <summary>A random site between two heights (anatomy millimetres).</summary>
    public static NodeSite Draw(Neck neck, PhantomRandom r, float z0, float z1)
    {
        var side = r.Chance(0.5f) ? -1 : 1;
        var kind = r.Unit();
        if (kind < 0.14f && Meets(z0, z1, 8, 30))
        {
            var z = r.Between(MathF.Max(z0, 8), MathF.Min(z1, 30));
            return kind < 0.03f
                ? new("IA", side, new(r.Between(0, 8) * side, r.Between(-68, -50), MathF.Min(z, 18)))
                : new("IB", side, new(r.Between(26, 46) * side, r.Between(-58, -24), z));
        }

        if (kind < 0.32f && Meets(z0, z1, -62, 38))
        {
            var z = r.Between(MathF.Max(z0, -62), MathF.Min(z1, 38));
            return new(z < -30 ? "VB" : "VA", side, new(r.Between(38, 56) * side, r.Between(12, 40), z));
        }

        // Along the internal jugular vein.
        var height = r.Between(MathF.Max(z0, -72), MathF.Max(MathF.Max(z0, -72), MathF.Min(z1, 56)));
        var (x, y, _) = neck.Jugulars[side < 0 ? 0 : 1].CentreAt(height);
        var centre = new Vector3(x + (r.Between(-6, 14) * side), y + r.Between(-14, 18), height);
        var level = height > 10 ? centre.Y > y + 4 ? "IIB" : "IIA" : height > -22 ? "III" : "IV";
        return new(level, side, centre);
    }

    private static bool Meets(float z0, float z1, float low, float high) => z0 <= high && low <= z1;
}
