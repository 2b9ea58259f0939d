using CsCheck;
using EdgeNode.Imaging.Geometry;
using EdgeNode.Imaging.Volumes;

namespace EdgeNode.Imaging.Tests;

/// <summary>Laws of stacks of any tilt and unevenness.</summary>
public sealed class StackLawTests
{
    private const int Columns = 26;
    private const int Rows = 22;

    private static readonly Gen<StackedSlices> Stacks = Gen.Select(
        Gen.Int[10, 20], Gen.Double[-0.6, 0.6], Gen.Double[-0.3, 0.3], Gen.Double[-0.5, 0.5], Gen.Double[-0.12, 0.12].Array[20], Stack);

    [Fact]
    public void Every_pixel_takes_its_label_from_the_voxel_that_lies_nearest() => Stacks.Sample(stack =>
    {
        var numbers = Volume.Allocate<int>(stack.True);
        for (var i = 0; i < numbers.Span.Length; i++)
        {
            numbers.Span[i] = i;
        }

        var returned = StackResampling.ToSlices(numbers, stack);

        var size = stack.True.Size;
        for (var i = 0; i < returned.Span.Length; i++)
        {
            var (from, at) = (returned.Span[i], stack.Slices[i / (Columns * Rows)]);
            Assert.True(Math.Abs((from % size.X) - (at.X + (i % Columns))) <= 0.501);
            Assert.True(Math.Abs((from / size.X % size.Y) - (at.Y + (i / Columns % Rows))) <= 0.501);
            Assert.True(Math.Abs((from / size.SliceVoxels) - at.Z) <= 0.501);
        }
    });

    // Linear interpolation reproduces what is linear: a ramp through the patient is the same ramp on the true grid, wherever slices reach.
    [Fact]
    public void A_ramp_through_the_patient_stays_that_ramp() => Gen.Select(Stacks, Gen.Double[-9, 9].Array[3]).Sample((stack, slope) =>
    {
        var slices = Volume.Allocate<short>(stack.Input);
        for (var i = 0; i < slices.Span.Length; i++)
        {
            var at = stack.Slices[i / (Columns * Rows)];
            slices.Span[i] = (short)Math.Round(Ramp(stack.True.ToPatient(at.X + (i % Columns), at.Y + (i / Columns % Rows), at.Z)));
        }

        var straight = StackResampling.Straighten(slices, stack);

        var (size, compared) = (stack.True.Size, 0);
        for (var i = 0; i < straight.Span.Length; i++)
        {
            var (x, y, z) = (i % size.X, i / size.X % size.Y, i / size.SliceVoxels);
            if (IsShown(stack, x, y, z))
            {
                Assert.Equal(Ramp(stack.True.ToPatient(x, y, z)), straight.Span[i], 1.3);
                compared++;
            }
        }

        Assert.True(compared > size.Voxels / 10);

        double Ramp(Vector3 place) => (place - stack.Input.OriginMm).Dot(new(slope[0], slope[1], slope[2]));
    });

    [Fact]
    public void Values_never_leave_the_range_of_the_slices_and_air() => Gen.Select(Stacks, Gen.Int[-3000, 3000].Array[2]).Sample((stack, range) =>
    {
        var slices = Volume.Allocate<short>(stack.Input);
        for (var i = 0; i < slices.Span.Length; i++)
        {
            slices.Span[i] = (short)range[(i * 7 / 3) & 1];
        }

        var straight = StackResampling.Straighten(slices, stack).Span.ToArray();

        Assert.InRange(straight.Min(), Math.Min(-1024, range.Min()), range.Max());
        Assert.InRange(straight.Max(), range.Min(), Math.Max(-1024, range.Max()));
    });

    /// <summary>Both slices that a plane lies between show the place with a pixel on every side.</summary>
    private static bool IsShown(StackedSlices stack, int x, int y, int z)
    {
        var above = Enumerable.Range(1, stack.Slices.Count - 1).First(slice => slice == stack.Slices.Count - 1 || stack.Slices[slice].Z >= z);
        return new[] { stack.Slices[above - 1], stack.Slices[above] }.All(at => x - at.X is >= 0 and <= Columns - 1 && y - at.Y is >= 0 and <= Rows - 1);
    }

    private static StackedSlices Stack(int count, double tilt, double sideways, double pitch, double[] off)
    {
        var (row, column) = (new Vector3(1, 0, 0), new Vector3(0, Math.Cos(pitch), Math.Sin(pitch)));
        var normal = row.Cross(column);
        var positions = Enumerable.Range(0, count).Select(i => new Vector3(-30, 12, 400) + ((normal + (column * tilt) + (row * sideways)) * (2.5 * (i + (i is 0 ? 0 : off[i]))))).ToList();
        var travel = positions[^1] - positions[0];
        var input = new GridGeometry(new(Columns, Rows, count), new(0.8, 1.1, travel.Length / (count - 1)), positions[0], row, column, travel.Normalized());
        return StackedSlices.Of(input, positions, travel.Dot(normal) / (count - 1));
    }
}
