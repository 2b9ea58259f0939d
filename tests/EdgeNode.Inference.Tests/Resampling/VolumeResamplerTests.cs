using CsCheck;
using EdgeNode.Imaging.Resampling;

namespace EdgeNode.Inference.Tests.Resampling;

public sealed class VolumeResamplerTests
{
    private static readonly ArraySpacing Isotropic = new(1, 1, 1);

    private static readonly Gen<ArrayShape> Shapes = Gen.Select(Gen.Int[1, 40], Gen.Int[1, 40], Gen.Int[1, 70], (a0, a1, a2) => new ArrayShape(a0, a1, a2));

    [Fact]
    public void A_constant_volume_stays_exactly_that_constant() =>
        Gen.Select(Shapes, Shapes, Gen.Float[-3, 3], Gen.Enum<InterpolationOrder>()).Sample((from, to, value, order) =>
        {
            var volume = new float[from.Voxels];
            Array.Fill(volume, value);
            var result = VolumeResampler.Resample(volume, from, to, Isotropic, Isotropic, new(order));
            Assert.Equal(to.Voxels, result.Length);
            Assert.All(result, voxel => Assert.Equal(value, voxel));
        });

    [Fact]
    public void Resampling_a_turned_volume_turns_the_result() =>
        Gen.Select(Shapes, Shapes, Gen.Int[0, 1000], Gen.Enum<InterpolationOrder>()).Sample((from, to, seed, order) =>
        {
            var volume = Noise(from, seed);
            var result = VolumeResampler.Resample(volume, from, to, Isotropic, Isotropic, new(order));
            var turned = VolumeResampler.Resample(Turn(volume, from), Turn(from), Turn(to), Isotropic, Isotropic, new(order));
            Assert.Equal(0, Distance.Largest(Turn(result, to), turned), 2e-6);
        });

    [Fact]
    public void A_linear_ramp_stays_a_ramp_away_from_its_ends()
    {
        var ramp = Enumerable.Range(0, 100).Select(i => (float)i).ToArray();
        var result = VolumeResampler.Resample(ramp, new(1, 1, 100), new(1, 1, 150), Isotropic, Isotropic, new(InterpolationOrder.Cubic));
        for (var k = 30; k < 120; k++)
        {
            Assert.Equal(((k + 0.5) * 100 / 150) - 0.5, result[k], 1e-5);
        }
    }

    [Fact]
    public void Cubic_overshoot_is_cut_to_the_range_of_the_input()
    {
        var step = Enumerable.Range(0, 40).Select(i => i < 20 ? -1f : 1f).ToArray();
        var result = VolumeResampler.Resample(step, new(1, 1, 40), new(1, 1, 130), Isotropic, Isotropic, new(InterpolationOrder.Cubic));
        Assert.Equal(-1, result.Min());
        Assert.Equal(1, result.Max());
    }

    [Fact]
    public void The_same_shape_is_returned_untouched()
    {
        var volume = new float[8];
        Assert.Same(volume, VolumeResampler.Resample(volume, new(2, 2, 2), new(2, 2, 2), new(5, 1, 1), Isotropic, new(InterpolationOrder.Cubic)));
    }

    [Theory]
    [InlineData(0.89, 0.48, 0.48, null)]
    [InlineData(3, 1, 1, null)]
    [InlineData(3.01, 1, 1, 0)]
    [InlineData(1, 5, 1, 1)]
    [InlineData(5, 5, 1, null)]
    public void One_axis_is_apart_only_where_it_alone_is_more_than_three_times_coarser(double a0, double a1, double a2, int? axis) =>
        Assert.Equal(axis, new ResamplingRule(InterpolationOrder.Cubic).SeparateAxis(new(a0, a1, a2), Isotropic));

    [Fact]
    public void The_target_spacing_decides_where_the_current_one_is_even() =>
        Assert.Equal(0, new ResamplingRule(InterpolationOrder.Linear).SeparateAxis(Isotropic, new(5, 0.9, 0.9)));

    private static float[] Noise(ArrayShape shape, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, (int)shape.Voxels).Select(_ => (random.NextSingle() * 4) - 2)];
    }

    private static ArrayShape Turn(ArrayShape shape) => new(shape.A2, shape.A0, shape.A1);

    private static float[] Turn(float[] volume, ArrayShape shape)
    {
        var result = new float[volume.Length];
        for (var i = 0; i < volume.Length; i++)
        {
            var (i0, i1, i2) = (i / shape.A2 / shape.A1, i / shape.A2 % shape.A1, i % shape.A2);
            result[(((i2 * shape.A0) + i0) * shape.A1) + i1] = volume[i];
        }

        return result;
    }
}
