namespace EdgeNode.Phantom.Anatomy;

/// <summary>HU of what the contrast agent changes, and of muscle and fat, for one patient and phase at about 120 kV.</summary>
internal sealed record Densities(float Artery, float Vein, float Muscle, float Fat, float Thyroid, float Gland, float Parotid, float Mucosa, float Node, float Rim)
{
    public static Densities Draw(Patient patient)
    {
        var r = PhantomRandom.Branch(patient.Seed, 102);
        var muscle = r.Between(50, 62) - (8 * patient.Old);
        var fat = r.Between(-112, -98);
        // The parotid turns to fat with age and body weight.
        var parotid = r.Between(-25, 30) - (25 * patient.Old) - patient.FatMm;
        return patient.Phase switch
        {
            ContrastPhase.None => new(r.Between(36, 46), r.Between(36, 46), muscle, fat, r.Between(85, 115), r.Between(38, 50), parotid, r.Between(42, 52), r.Between(36, 46), 3),
            ContrastPhase.Arterial => new(
                r.Between(260, 380), r.Between(70, 150), muscle + 4, fat, r.Between(140, 190), r.Between(70, 100), parotid + 20, r.Between(70, 95), r.Between(58, 80), r.Between(12, 30)),
            ContrastPhase.LateArterial => new(
                r.Between(200, 280), r.Between(140, 210), muscle + 6, fat, r.Between(130, 180), r.Between(78, 108), parotid + 26, r.Between(75, 100), r.Between(68, 92), r.Between(18, 40)),
            _ => new(
                r.Between(130, 195), r.Between(130, 195), muscle + 8, fat, r.Between(115, 165), r.Between(80, 112), parotid + 28, r.Between(72, 98), r.Between(70, 100), r.Between(18, 42)),
        };
    }
}
