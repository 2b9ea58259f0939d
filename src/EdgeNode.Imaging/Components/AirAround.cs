using EdgeNode.Imaging.Measurements;
using EdgeNode.Imaging.Volumes;

namespace EdgeNode.Imaging.Components;

/// <summary>
/// Tells what a network marks on the table, the head rest or a tube from what it marks in a patient: no lymph node has mostly air around it.
/// At a flat skin half of what lies around a voxel is air, and a node lies below the skin; beside an airway it is less.
/// </summary>
internal static class AirAround
{
    /// <summary>In the axial slice, so that thick slices do not matter.</summary>
    private const double RadiusMm = 20;

    /// <summary>
    /// Seen on a real head-and-neck CT: 0.09 to 0.41 around marks outside the body, 0.56 and more around those in it (docs/measured.md).
    /// </summary>
    private const double LeastTissue = 0.4;

    /// <summary>Whether less than <see cref="LeastTissue"/> of the image within <see cref="RadiusMm"/> of the middle of the component is above <see cref="BodySection.BodyHu"/>.</summary>
    public static bool IsMost(Volume<short> ct, Component component)
    {
        var (box, spacing) = (component.Box, ct.Geometry.SpacingMm);
        var (middleX, middleY, z) = ((box.X0 + box.X1) / 2, (box.Y0 + box.Y1) / 2, (box.Z0 + box.Z1) / 2);
        var (reachX, reachY) = ((int)(RadiusMm / spacing.X), (int)(RadiusMm / spacing.Y));
        var (seen, tissue) = (0, 0);
        for (var y = Math.Max(0, middleY - reachY); y <= Math.Min(ct.Size.Y - 1, middleY + reachY); y++)
        {
            for (var x = Math.Max(0, middleX - reachX); x <= Math.Min(ct.Size.X - 1, middleX + reachX); x++)
            {
                var (dx, dy) = ((x - middleX) * spacing.X, (y - middleY) * spacing.Y);
                var hu = ct.Span[ct.IndexOf(x, y, z)];
                if ((dx * dx) + (dy * dy) > RadiusMm * RadiusMm || hu < BodySection.LowestAirHu)
                    continue;
                seen++;
                tissue += hu > BodySection.BodyHu ? 1 : 0;
            }
        }

        return tissue < LeastTissue * seen;
    }
}
