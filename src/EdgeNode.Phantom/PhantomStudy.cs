using EdgeNode.Imaging.Geometry;
using EdgeNode.Imaging.Volumes;
using EdgeNode.Phantom.Nodes;

namespace EdgeNode.Phantom;

/// <summary>
/// A synthetic contrast CT of the neck with lymph nodes of known place and class. Not a patient: a test object for readers, networks and people.
/// </summary>
/// <param name="Seed">What it was drawn from.</param>
/// <param name="Contrast">Whether vessels are enhanced.</param>
/// <param name="Ct">HU, 12 bits (-1024..3071, -2000 outside a round field of view), slices from the shoulders to the head.</param>
/// <param name="Truth">0 background, 1 negative, 2 positive, 3 ENE; same grid.</param>
/// <param name="Nodes">Every node with voxels on the grid.</param>
public sealed record PhantomStudy(ulong Seed, bool Contrast, Volume<short> Ct, Volume<byte> Truth, IReadOnlyList<PhantomNode> Nodes)
{
    /// <summary>Patient and scanner; null where the neck is a real one with nodes painted into it.</summary>
    public PhantomScan? Scan { get; init; }

    /// <exception cref="ArgumentOutOfRangeException">Fewer than 1 voxel along an axis, spacing not positive, or nodes outside 0..40.</exception>
    public static PhantomStudy Create(PhantomOptions options, CancellationToken cancellation = default) =>
        Create(options, options.Grid(), cancellation);

    /// <summary>The same phantom (patient, nodes) sampled on another grid; oblique grids are allowed. The options only say what is in the patient.</summary>
    public static PhantomStudy Create(PhantomOptions options, GridGeometry grid, CancellationToken cancellation = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(Math.Min(grid.Size.X, Math.Min(grid.Size.Y, grid.Size.Z)), 1, nameof(options));
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(
            Math.Min(grid.SpacingMm.X, Math.Min(grid.SpacingMm.Y, grid.SpacingMm.Z)), nameof(options));
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)(options.Nodes ?? 0), 40u, nameof(options));
        var ct = Volume.Allocate<short>(grid);
        var truth = Volume.Allocate<byte>(grid);
        var scene = new PhantomScene(options);
        var nodes = scene.Render(ct, truth, cancellation);
        return new(options.Seed, scene.Scan.Phase != ContrastPhase.None, ct, truth, nodes) { Scan = scene.Scan };
    }
}
