using EdgeNode.Contracts.Results;
using EdgeNode.Imaging.Geometry;

namespace EdgeNode.Appliance.Tests.Analysis.Geometry;

/// <summary>
/// A ball at a known place of a patient. No rotation, mirroring or exchange of axes takes the four onto each other: whatever is mixed up moves one of
/// them by centimetres.
/// </summary>
/// <param name="Name">Where in the patient.</param>
/// <param name="Centre">LPS, mm.</param>
/// <param name="Hu">What <see cref="MarkerModel"/> tells its class by.</param>
/// <param name="Label">That class.</param>
/// <param name="Side">Of the body, whose middle is at x = 6.</param>
internal sealed record Marker(string Name, Vector3 Centre, short Hu, NodeClass Label, string Side)
{
    public const double RadiusMm = 7;

    private static readonly Vector3 BodyCentre = new(6, 0, 0);

    public static IReadOnlyList<Marker> All { get; } =
    [
        new("left", new(47, 9, 8), 300, NodeClass.Negative, "left"),
        new("right", new(-40, -14, -22), 600, NodeClass.Positive, "right"),
        new("superior", new(7, 12, 46), 900, NodeClass.Ene, "midline"),
        new("anterior", new(5, -44, -6), 600, NodeClass.Positive, "midline"),
    ];

    /// <summary>HU at a place of the patient: air, an elliptic body of fatty tissue, balls.</summary>
    public static short HuAt(Vector3 place)
    {
        foreach (var marker in All)
        {
            if ((place - marker.Centre).Length <= RadiusMm)
            {
                return marker.Hu;
            }
        }

        var (x, y) = ((place.X - BodyCentre.X) / 78, place.Y / 64);
        return (short)((x * x) + (y * y) <= 1 ? -60 : -1000);
    }
}
