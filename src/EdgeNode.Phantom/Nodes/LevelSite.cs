using System.Numerics;
using EdgeNode.Phantom.Anatomy;

namespace EdgeNode.Phantom.Nodes;

/// <summary>A place in a level of the neck (consensus of Gregoire et al. 2014, simplified), anatomy millimetres.</summary>
internal static class LevelSite
{
    /// <summary>Null where the level lies outside the heights that are scanned.</summary>
    public static (Vector3 Centre, string Level)? Draw(HeadAndNeck neck, string level, int side, float z0, float z1, PhantomRandom r)
    {
        var (low, high) = level switch
        {
            "IA" => (6f, 18f),
            "IB" => (6f, 28f),
            "II" => (10f, 54f),
            "III" => (-22f, 10f),
            "IV" => (-72f, -22f),
            "V" => (-64f, 40f),
            "VI" => (-76f, -34f),
            _ => (42f, 76f),
        };
        (low, high) = (MathF.Max(low, z0), MathF.Min(high, z1));
        if (low > high) return null;
        var z = r.Between(low, high);
        var (x, y, _) = neck.Jugulars[side < 0 ? 0 : 1].CentreAt(z);
        return level switch
        {
            "IA" => (new(r.Around(11), r.Between(-76, -42), z), level),
            "IB" => (new(r.Between(20, 50) * side, r.Between(-62, -20), z), level),
            "II" when r.Chance(0.65f) => (new(x + (r.Between(-4, 12) * side), y + r.Between(-18, 2), z), "IIA"),
            "II" => (new(x + (r.Between(0, 16) * side), y + r.Between(4, 22), z), "IIB"),
            "III" or "IV" => (new(x + (r.Between(-6, 14) * side), y + r.Between(-14, 16), z), level),
            "V" => (new(r.Between(36, 58) * side, r.Between(12, 46), z), z > -28 ? "VA" : "VB"),
            // In front of the windpipe behind the strap muscles, or beside it towards the gullet.
            "VI" when r.Chance(0.3f) => (new(r.Around(8), r.Between(-32, -26), z), level),
            "VI" => (new(r.Between(8, 24) * side, r.Between(-14, 5), z), level),
            _ => (new(r.Between(15, 23) * side, r.Between(1, 9), z), level),
        };
    }
}
