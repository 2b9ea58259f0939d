using EdgeNode.Imaging.Geometry;
using EdgeNode.Inference.Bundles;
using EdgeNode.Inference.Preprocessing;
using EdgeNode.Phantom;

namespace EdgeNode.Appliance.Models;

/// <summary>A tile of a synthetic neck with nodes in it, on the grid of a network: what golden cases are made of. Nobody's data.</summary>
internal static class SyntheticTile
{
    // Not a seed of training (from 1000) or evaluation (from 9000).
    private const ulong Seed = 7;

    /// <summary>HU, and for the second stage of a cascade labels of the stage before, along the network's axes.</summary>
    public static (short[] Hu, byte[]? Previous) Of(ModelBundle bundle)
    {
        var options = new PhantomOptions { Seed = Seed };
        var grid = NetworkGrid.Of(bundle, Centre(options));
        var study = PhantomStudy.Create(options, grid);
        var hu = NetworkGrid.Read(bundle, study.Ct);
        if (bundle.Plan.PreviousStage is null)
        {
            return (hu, null);
        }

        // Some of the nodes as another network may have labelled them.
        var most = bundle.Plan.Table.ForegroundLabels;
        return (hu, [.. NetworkGrid.Read(bundle, study.Truth).Select(label => (byte)Math.Min((int)label, most))]);
    }

    // The middle of the largest node, so that the tile is not empty.
    private static Vector3 Centre(PhantomOptions options)
    {
        var coarse = PhantomStudy.Create(options, GridGeometry.AxisAligned(new(77, 77, 60), new(3, 3, 3), new(-114, -112, -88.5)));
        var node = coarse.Nodes.MaxBy(node => node.VolumeMm3)!;
        return node.CentreMm;
    }
}
