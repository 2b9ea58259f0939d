namespace EdgeNode.Phantom.Scanner;

/// <summary>The planes that a slice averages, with their weights; the middle one first. A voxel belongs to the node of its middle plane.</summary>
internal static class SliceProfile
{
    /// <summary>Slices thicker than this are averaged over three planes.</summary>
    private const double OnePlaneMm = 1.7;

    /// <param name="thicknessMm">Width of the slice profile.</param>
    /// <param name="spacingMm">Distance of the slices.</param>
    /// <returns>Distances from the middle in slices, and weights.</returns>
    public static (double Away, float Weight)[] Planes(double thicknessMm, double spacingMm)
    {
        var away = thicknessMm / spacingMm * 0.45;
        return thicknessMm <= OnePlaneMm ? [(0, 1)] : [(0, 0.4f), (-away, 0.3f), (away, 0.3f)];
    }
}
