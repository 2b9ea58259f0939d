using EdgeNode.Appliance.Evaluation;
using EdgeNode.Imaging.Geometry;

namespace EdgeNode.Appliance.Tests.Evaluation;

public sealed class TruthGridTests
{
    private static readonly GridGeometry Grid = GridGeometry.AxisAligned(new(64, 64, 40), new(0.5, 0.5, 1.5), new(-16, -16, 0));

    [Fact]
    public void The_grid_of_the_image_is_the_same_grid_written_with_single_precision()
    {
        Assert.True(CaseEvaluation.SameGrid(Grid, Grid));
        Assert.True(CaseEvaluation.SameGrid(Grid with { OriginMm = new(-16.0001, -16, 0.0001), SpacingMm = new(0.50001, 0.5, 1.50001) }, Grid));
    }

    [Fact]
    public void Another_origin_spacing_direction_or_size_is_another_grid()
    {
        Assert.False(CaseEvaluation.SameGrid(Grid with { OriginMm = new(-15.5, -16, 0) }, Grid));
        Assert.False(CaseEvaluation.SameGrid(Grid with { SpacingMm = new(0.5, 0.5, 3) }, Grid));
        Assert.False(CaseEvaluation.SameGrid(Grid with { XDirection = new(-1, 0, 0) }, Grid));
        Assert.False(CaseEvaluation.SameGrid(Grid with { ZDirection = new(0, 0, -1) }, Grid));
        Assert.False(CaseEvaluation.SameGrid(Grid with { Size = new(64, 64, 39) }, Grid));
    }
}
