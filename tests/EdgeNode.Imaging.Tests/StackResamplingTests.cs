using EdgeNode.Imaging.Geometry;
using EdgeNode.Imaging.Volumes;

namespace EdgeNode.Imaging.Tests;

/// <summary>A marker at a known place of the patient, seen by slices of every orientation, is found at that place on the true grid.</summary>
public sealed class StackResamplingTests
{
    private static readonly Vector3 Marker = new(12, -9, 21);

    public static TheoryData<double[], double[], double, double> Orientations => new()
    {
        { [1, 0, 0], [0, 1, 0], 0, 0 },
        { [1, 0, 0], [0, 1, 0], 0.3, 0 },
        { [1, 0, 0], [0, 1, 0], -0.3, 0 },
        { [-1, 0, 0], [0, 1, 0], 0.3, 0 },
        { [1, 0, 0], [0, -1, 0], 0.3, 0.2 },
        { [-1, 0, 0], [0, -1, 0], 0.25, 0 },
        { [0.96, 0.28, 0], [-0.28, 0.96, 0], 0.3, 0.2 },
        { [1, 0, 0], [0, 0.96, -0.28], 0.3, 0.2 },
        { [1, 0, 0], [0, 1, 0], 0, 0.4 },
    };

    [Theory]
    [MemberData(nameof(Orientations))]
    public void A_marker_stays_where_it_is_in_the_patient(double[] row, double[] column, double shear, double uneven)
    {
        var stack = Stack(new(row[0], row[1], row[2]), new(column[0], column[1], column[2]), shear, uneven);
        var slices = Ball(stack);

        var straight = StackResampling.Straighten(slices, stack, TestContext.Current.CancellationToken);

        var (x, y, z) = (stack.True.XDirection, stack.True.YDirection, stack.True.ZDirection);
        Assert.Equal(0, Math.Abs(x.Dot(y)) + Math.Abs(y.Dot(z)) + Math.Abs(x.Dot(z)), 9);
        Assert.True(x.Cross(y).Dot(z) > 0);
        Assert.True((Centre(straight) - Marker).Length < 0.35, $"{Centre(straight)}");
    }

    [Theory]
    [MemberData(nameof(Orientations))]
    public void Labels_return_to_the_pixels_that_they_came_from(double[] row, double[] column, double shear, double uneven)
    {
        var stack = Stack(new(row[0], row[1], row[2]), new(column[0], column[1], column[2]), shear, uneven);
        var slices = Ball(stack);
        var straight = StackResampling.Straighten(slices, stack, TestContext.Current.CancellationToken);
        var labels = Volume.Allocate<byte>(stack.True);
        for (var i = 0; i < labels.Span.Length; i++)
        {
            labels.Span[i] = (byte)(straight.Span[i] > -500 ? 1 : 0);
        }

        var returned = StackResampling.ToSlices(labels, stack);

        int both = 0, either = 0;
        for (var i = 0; i < returned.Span.Length; i++)
        {
            var (was, isNow) = (slices.Span[i] > -500, returned.Span[i] == 1);
            both += was && isNow ? 2 : 0;
            either += (was ? 1 : 0) + (isNow ? 1 : 0);
        }

        Assert.True(both > 0.93 * either, $"Dice {(double)both / either:0.000}");
    }

    [Fact]
    public void Slices_shifted_by_whole_pixels_keep_their_values_and_air_lies_beyond()
    {
        var stack = Stack(new(1, 0, 0), new(0, 1, 0), 0.5, 0);
        var slices = Ball(stack);

        var straight = StackResampling.Straighten(slices, stack, TestContext.Current.CancellationToken);

        var at = stack.Slices[11];
        Assert.Equal(0, at.Y - Math.Round(at.Y), 6);
        for (var row = 0; row < 48; row++)
        {
            Assert.Equal(slices.Slice(11).Slice(row * 48, 48), straight.Slice(11).Slice((row + (int)Math.Round(at.Y)) * straight.Size.X, 48));
        }

        Assert.Equal(-1024, straight.Slice(11)[(straight.Size.Y - 1) * straight.Size.X]);
    }

    /// <summary>24 slices around the marker, 2 mm apart, each shifted by a share of its height along the columns.</summary>
    private static StackedSlices Stack(Vector3 row, Vector3 column, double shear, double uneven)
    {
        var normal = row.Cross(column);
        var middle = Marker - (row * 24) - (column * 24);
        var positions = Enumerable.Range(0, 24).Select(z => middle + (normal * (((z - 12) * 2) + (z % 2 * uneven))) + (column * ((z - 12) * 2 * shear))).ToList();
        var travel = positions[^1] - positions[0];
        var input = new GridGeometry(new(48, 48, 24), new(1, 1, travel.Length / 23), positions[0], row, column, travel.Normalized());
        return StackedSlices.Of(input, positions, 2);
    }

    private static Volume<short> Ball(StackedSlices stack)
    {
        var slices = Volume.Allocate<short>(stack.Input);
        for (var z = 0; z < 24; z++)
        {
            for (var i = 0; i < 48 * 48; i++)
            {
                var at = stack.Slices[z];
                var place = stack.True.ToPatient(at.X + (i % 48), at.Y + (i / 48), at.Z);
                slices.Slice(z)[i] = (short)((place - Marker).Length < 8 ? 100 : -1024);
            }
        }

        return slices;
    }

    private static Vector3 Centre(Volume<short> ct)
    {
        var (sum, weight) = (default(Vector3), 0.0);
        for (var i = 0; i < ct.Span.Length; i++)
        {
            var w = ct.Span[i] + 1024;
            sum += ct.Geometry.ToPatient(i % ct.Size.X, i / ct.Size.X % ct.Size.Y, i / ct.Size.SliceVoxels) * w;
            weight += w;
        }

        return sum * (1 / weight);
    }
}
