using EdgeNode.Center.Export;
using EdgeNode.Contracts.Results;

namespace EdgeNode.Center.Adjudicating;

/// <summary>The nodes of a crop as result.json has them: boxes and slices on the crop's grid, measurements as the box reported them.</summary>
internal static class CropResult
{
    public static CaseResult Of(CropImages images, CaseFacts facts) => new()
    {
        CaseId = Guid.Empty,
        Revision = images.Crop.Revision,
        State = CaseState.Analysed,
        Geometry = Grid(images),
        Nodes = [.. images.Crop.Nodes.Select(number => Node(images, number, facts)).OfType<NodeFinding>()],
    };

    /// <summary>The grid of image, labels and numbers.</summary>
    public static ResultGeometry Grid(CropImages images)
    {
        var grid = images.Hu.Geometry;
        double[] Of(Imaging.Geometry.Vector3 v) => [v.X, v.Y, v.Z];
        return new([grid.Size.X, grid.Size.Y, grid.Size.Z], Of(grid.SpacingMm), Of(grid.OriginMm), [.. Of(grid.XDirection), .. Of(grid.YDirection), .. Of(grid.ZDirection)]);
    }

    /// <summary>Null where nothing of the node is painted: a missed node that was withdrawn.</summary>
    private static NodeFinding? Node(CropImages images, int number, CaseFacts facts)
    {
        var size = images.Hu.Size;
        var (low, high) = (new[] { size.X, size.Y, size.Z }, new[] { -1, -1, -1 });
        var (slices, label) = (new int[size.Z], 0);
        for (var z = 0; z < size.Z; z++)
        {
            for (var y = 0; y < size.Y; y++)
            {
                for (var x = 0; x < size.X; x++)
                {
                    var at = images.Numbers.IndexOf(x, y, z);
                    if (images.Numbers.Span[at] != number || images.Labels.Span[at] == 0)
                        continue;
                    slices[z]++;
                    label = Math.Max(label, images.Labels.Span[at]);
                    (low[0], low[1], low[2]) = (Math.Min(low[0], x), Math.Min(low[1], y), Math.Min(low[2], z));
                    (high[0], high[1], high[2]) = (Math.Max(high[0], x), Math.Max(high[1], y), Math.Max(high[2], z));
                }
            }
        }

        if (label == 0)
            return null;
        var known = facts.Nodes.GetValueOrDefault((images.Crop.Revision, number));
        var act = facts.Acts.LastOrDefault(act => act.Kind == "MissedNode" && act.Node == number);
        var grid = images.Hu.Geometry;
        var middle = grid.ToPatient((low[0] + high[0]) / 2.0, (low[1] + high[1]) / 2.0, (low[2] + high[2]) / 2.0);
        return new()
        {
            Id = number,
            Label = known?.Label ?? (NodeClass)label,
            ClassProbabilities = known?.ClassProbabilities ?? [],
            CentroidMm = [middle.X, middle.Y, middle.Z],
            Side = known?.Side ?? act?.Side ?? "",
            BoundingBoxVoxels = [.. low, .. high],
            VolumeMm3 = known?.VolumeMm3 ?? slices.Sum() * grid.VoxelVolumeMm3,
            LongAxisMm = known?.LongAxisMm ?? act?.LongAxisMm ?? 0,
            ShortAxisMm = known?.ShortAxisMm ?? act?.ShortAxisMm ?? 0,
            LongAxisVoxels = [],
            ShortAxisVoxels = [],
            GreatestDimensionMm = known?.GreatestDimensionMm ?? 0,
            AxialSlice = Array.IndexOf(slices, slices.Max()),
            MeanHu = known?.MeanHu ?? 0,
            Truncated = known?.Truncated ?? false,
        };
    }
}
