namespace EdgeNode.Phantom.Anatomy;

/// <summary>Who lies on the table: what makes one neck look different from another before any disease.</summary>
/// <param name="Seed">Every part draws from a branch of it.</param>
/// <param name="Age">Years; calcified cartilage, vessel plaque, fatty muscle, degenerate discs and missing teeth come with it.</param>
/// <param name="Size">Millimetres of this patient in a millimetre of the anatomy tables.</param>
/// <param name="FatMm">Thickness of the subcutaneous fat at the side of the neck.</param>
internal sealed record Patient(ulong Seed, int Age, bool Male, float Size, float FatMm, float Muscularity, ContrastPhase Phase)
{
    /// <summary>0 young .. 1 old.</summary>
    public float Old => Math.Clamp((Age - 35) / 45f, 0, 1);

    /// <summary>Side after a radical neck dissection (no sternocleidomastoid, no jugular, no submandibular gland): -1 right, 1 left, 0 none.</summary>
    public int DissectedSide { get; init; }

    /// <summary>Side of the primary tumour, seen or not, and of most involved nodes: -1 right, 1 left.</summary>
    public int TumourSide { get; init; }

    public static Patient Draw(ulong seed)
    {
        var r = PhantomRandom.Branch(seed, 100);
        var male = r.Chance(0.72f);
        var age = (int)Math.Clamp(58 + (14 * r.Normal()), 22, 92);
        var size = (male ? 1.02f : 0.93f) * r.Between(0.95f, 1.06f);
        var fat = Math.Clamp(MathF.Exp(1.75f + (0.4f * r.Normal())), 2.6f, 15);
        var phase = r.Unit() switch
        {
            < 0.15f => ContrastPhase.None,
            < 0.23f => ContrastPhase.Arterial,
            < 0.38f => ContrastPhase.LateArterial,
            _ => ContrastPhase.Venous,
        };
        return new(seed, age, male, size, fat, (male ? 1.04f : 0.92f) * r.Between(0.86f, 1.12f), phase)
        {
            DissectedSide = r.Chance(0.06f) ? (r.Chance(0.5f) ? -1 : 1) : 0,
            TumourSide = r.Chance(0.5f) ? -1 : 1,
        };
    }
}
