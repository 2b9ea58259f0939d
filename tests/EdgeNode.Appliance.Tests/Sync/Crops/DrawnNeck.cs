using EdgeNode.Appliance.Analysis;
using EdgeNode.Contracts.Results;
using EdgeNode.Imaging.Geometry;
using EdgeNode.Imaging.Volumes;

namespace EdgeNode.Appliance.Tests.Sync.Crops;

/// <summary>
/// 128 x 128 x 60 voxels of 1 x 1 x 2 mm, a cylinder of tissue of 50 mm around the middle, and three nodes: an ENE one and a negative one deep in
/// it, a positive one under the skin.
/// </summary>
internal static class DrawnNeck
{
    private static readonly GridGeometry Grid = GridGeometry.AxisAligned(new(128, 128, 60), new(1, 1, 2), new(-64, -64, 0));

    private static readonly (NodeClass Label, int X, int Y, int Z)[] Places = [(NodeClass.Ene, 64, 64, 30), (NodeClass.Negative, 80, 64, 30), (NodeClass.Positive, 20, 64, 30)];

    public static NodeFinding[] Nodes => [.. Places.Select((place, i) => Finding(i + 1, place))];

    /// <summary>Volume and mask of a revision, as the analysis leaves them.</summary>
    public static void Write(DerivedFiles files, Guid caseId, int revision)
    {
        var (ct, labels) = (Volume.Allocate<short>(Grid), new Volume<byte>(Grid, new byte[Grid.Size.Voxels]));
        for (var i = 0; i < ct.Span.Length; i++)
        {
            var (x, y) = (i % 128, i / 128 % 128);
            ct.Span[i] = (short)(((x - 64) * (x - 64)) + ((y - 64) * (y - 64)) < 2500 ? 30 + (i % 11) : -1000);
        }

        foreach (var (label, x, y, z) in Places)
        {
            for (var i = 0; i < 125; i++)
                labels.Span[labels.IndexOf(x - 2 + (i % 5), y - 2 + (i / 5 % 5), z - 2 + (i / 25))] = (byte)label;
        }

        files.Write(caseId, revision, ct, labels);
    }

    private static NodeFinding Finding(int id, (NodeClass Label, int X, int Y, int Z) at) => SampleResult.Read().Nodes[0] with
    {
        Id = id,
        Label = at.Label,
        ClassProbabilities = [at.Label == NodeClass.Negative ? 0.9 : 0.05, at.Label == NodeClass.Positive ? 0.9 : 0.05, at.Label == NodeClass.Ene ? 0.9 : 0.05],
        BoundingBoxVoxels = [at.X - 2, at.Y - 2, at.Z - 2, at.X + 2, at.Y + 2, at.Z + 2],
        Borderline = false,
    };
}
