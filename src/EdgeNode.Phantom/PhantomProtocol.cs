namespace EdgeNode.Phantom;

/// <summary>Scans as hospitals make them: a protocol drawn by the seed.</summary>
public static class PhantomProtocol
{
    private static readonly double[] Increments = [0.6, 0.75, 1, 1.25, 1.5, 2, 2.5, 3, 4, 5];
    private static readonly float[] Weights = [0.5f, 1, 2, 2.5f, 1.5f, 2, 2, 3, 0.7f, 1];

    /// <summary>
    /// In-plane spacing 0.35..1.0 mm, slices 0.6..5 mm apart, 150..215 mm of the neck or, one in three, from the chest up to the eyes, the brain or
    /// beyond the vertex as for planning radiotherapy; sometimes overlapping, tilted or with a round field of view.
    /// </summary>
    public static PhantomOptions Draw(ulong seed)
    {
        var r = PhantomRandom.Branch(seed, 140);
        var spacing = Math.Round(0.35 + (0.65 * Math.Pow(r.Unit(), 1.7)), 3);
        var increment = Increments[r.Weighted(Weights)];
        var neckMm = r.Between(150, 215);
        var reach = PhantomRandom.Branch(seed, 141);
        var (bottom, top) = reach.Chance(0.35f) ? (-reach.Between(75, 140), reach.Between(110, 230)) : (-neckMm / 2, neckMm / 2);
        return new()
        {
            Seed = seed,
            Slices = (int)Math.Round((top - bottom) / increment),
            CentreMm = Math.Round((bottom + top) / 2, 1),
            SpacingMm = new(spacing, spacing, increment),
            SliceThicknessMm = r.Chance(0.25f) ? Math.Round(increment * 1.25, 3) : increment,
            TiltDegrees = r.Chance(0.15f) ? Math.Round(r.Around(14), 1) : 0,
            FieldOfViewMm = r.Chance(0.25f) ? Math.Round(511 * spacing, 1) : null,
        };
    }
}
