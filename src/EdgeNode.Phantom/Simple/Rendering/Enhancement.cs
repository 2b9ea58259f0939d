namespace EdgeNode.Phantom.Simple.Rendering;

/// <summary>Densities that depend on the contrast agent, HU.</summary>
internal sealed record Enhancement(bool Contrast, float Artery, float Vein, float Muscle, float Thyroid, float Gland, float Node, float NodeRim)
{
    /// <summary>One patient in five without contrast, few arterial, most venous.</summary>
    public static Enhancement Draw(ulong seed)
    {
        var r = PhantomRandom.Branch(seed, 2);
        var phase = r.Unit();
        var offset = r.Around(5);
        if (phase < 0.2f)
        {
            var blood = r.Between(36, 46);
            return new(false, blood, blood - 2, 54 + offset, r.Between(90, 115), r.Between(38, 50), r.Between(40, 52), 6);
        }

        var venous = phase > 0.32f;
        var artery = venous ? r.Between(140, 200) : r.Between(250, 340);
        return new(
            true,
            artery,
            venous ? artery + r.Between(-25, 15) : r.Between(70, 120),
            61 + offset,
            r.Between(135, 185),
            r.Between(80, 110),
            r.Between(72, 96),
            r.Between(18, 40));
    }
}
