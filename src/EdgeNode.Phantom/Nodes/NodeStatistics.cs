using EdgeNode.Phantom.Anatomy;

namespace EdgeNode.Phantom.Nodes;

/// <summary>
/// How many nodes, where, and how large. Numbers of metastatic nodes and the share with extranodal extension: the HANCOCK patients (611
/// neck specimens; Doerrich et al. 2025, tables of counts computed by us). Levels: the lyDATA patients of the Centre Leon Berard
/// (373, all sites; Barbatei, Zrounba and Gregoire 2023, doi 10.5281/zenodo.10210361): patients with involved nodes, and dissected nodes, by level. Short axes: log-normal, so that the shares below 10 mm are
/// those of Huang et al. (Cancers 2023;15:5890): negative 96 %, positive 45 %, ENE 13 %.
/// </summary>
internal static class NodeStatistics
{
    public static readonly string[] Levels = ["IA", "IB", "II", "III", "IV", "V", "VI", "RP"];

    /// <summary>Patients with 0, 1, .. 12 positive nodes.</summary>
    private static readonly float[] PositiveCounts = [200, 137, 101, 62, 30, 26, 10, 6, 3, 10, 5, 4, 3];

    /// <summary>201 of 395 patients with positive nodes had perinodal invasion.</summary>
    private const float EnePatients = 201f / 395;

    /// <summary>Patients with involved nodes by level on the side of the tumour; central and retropharyngeal ones (one in the table) as the 3 % of the oropharynx consensus (9 of 263).</summary>
    private static readonly float[] Ipsilateral = [3, 46, 168, 71, 21, 47, 6, 10];

    private static readonly float[] Contralateral = [0, 9, 27, 17, 6, 15, 1, 2];

    /// <summary>Dissected nodes by level: where the healthy ones lie. Central and retropharyngeal ones, which a neck dissection leaves, are an assumption of ours.</summary>
    private static readonly float[] Dissected = [363, 869, 3192, 1287, 1758, 2855, 250, 120];

    public static List<PhantomNodeClass> Classes(PhantomRandom r, int? total)
    {
        var positive = r.Weighted(PositiveCounts);
        var extends = positive > 0 && r.Chance(EnePatients);
        var count = total ?? positive + 4 + r.Below(9);
        var classes = new List<PhantomNodeClass>();
        for (var i = 0; i < count; i++)
        {
            classes.Add(total is >= 3 && i < 3 ? (PhantomNodeClass)(3 - i)
                : i >= positive ? PhantomNodeClass.Negative
                : extends && (i == 0 || r.Chance(0.35f)) ? PhantomNodeClass.Ene : PhantomNodeClass.Positive);
        }

        return classes;
    }

    public static (string Level, int Side) Site(PhantomNodeClass kind, Patient patient, PhantomRandom r)
    {
        var (level, side) = Site(kind, patient.TumourSide, r);
        // A dissection leaves few nodes behind.
        return (level, side == patient.DissectedSide && r.Chance(0.85f) ? -side : side);
    }

    private static (string Level, int Side) Site(PhantomNodeClass kind, int tumourSide, PhantomRandom r)
    {
        if (kind == PhantomNodeClass.Negative) return (Levels[r.Weighted(Dissected)], r.Chance(0.5f) ? -1 : 1);
        // A level is involved 5 times as often on the side of the tumour as on the other.
        return r.Chance(0.84f) ? (Levels[r.Weighted(Ipsilateral)], tumourSide) : (Levels[r.Weighted(Contralateral)], -tumourSide);
    }

    /// <summary>Half of the short axis, mm.</summary>
    public static float Radius(PhantomNodeClass kind, PhantomRandom r) => kind switch
    {
        PhantomNodeClass.Negative => Math.Clamp(5 * MathF.Exp(0.396f * r.Normal()), 2.6f, 14) / 2,
        PhantomNodeClass.Positive => Math.Clamp(10.6f * MathF.Exp(0.45f * r.Normal()), 4, 28) / 2,
        _ => Math.Clamp(15.7f * MathF.Exp(0.4f * r.Normal()), 6, 38) / 2,
    };
}
