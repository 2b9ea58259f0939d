using EdgeNode.Imaging.Geometry;
using EdgeNode.Imaging.Nifti;

namespace EdgeNode.Imaging.Tests.Nifti;

public sealed class NiftiReaderTests
{
    [Theory]
    [InlineData(2, false)]
    [InlineData(4, false)]
    [InlineData(8, false)]
    [InlineData(16, false)]
    [InlineData(64, false)]
    [InlineData(256, false)]
    [InlineData(512, false)]
    [InlineData(2, true)]
    [InlineData(4, true)]
    [InlineData(8, true)]
    [InlineData(16, true)]
    [InlineData(64, true)]
    [InlineData(256, true)]
    [InlineData(512, true)]
    public void Every_datatype_is_read_in_both_byte_orders_with_slope_and_intercept(short datatype, bool bigEndian)
    {
        var file = NiftiBytes.Volume(2, 2, 2, datatype, bigEndian).Float(112, 2).Float(116, -30);
        for (var i = 0; i < 8; i++)
            file.Voxel(Stored(datatype, i * 10));

        var volume = NiftiReader.ReadHu(file.Stream()).Volume!.Value;
        Assert.Equal([-30, -10, 10, 30, 50, 70, 90, 110], volume.Voxels.ToArray());
        Assert.Equal(new GridSize(2, 2, 2), volume.Size);
    }

    [Fact]
    public void Hounsfield_units_are_rounded_and_clamped_to_int16()
    {
        var file = NiftiBytes.Volume(2, 2, 2, 16);
        foreach (var value in (float[])[1e9f, -1e9f, 0.5f, -0.5f, 40.4f, 40.6f, -1024, 0])
            file.Voxel(BitConverter.GetBytes(value));

        Assert.Equal([32767, -32768, 1, -1, 40, 41, -1024, 0], NiftiReader.ReadHu(file.Stream()).Volume!.Value.Voxels.ToArray());
    }

    [Fact]
    public void The_place_in_the_patient_becomes_LPS_and_spacing_stays_the_widened_float32()
    {
        var geometry = Empty().ReadGeometry();
        Assert.Equal(new Vector3(0.48f, 0.5f, 3), geometry.SpacingMm);
        Assert.Equal(new Vector3(-100, -90, -700), geometry.OriginMm);
        Assert.Equal(new Vector3(1, 0, 0), geometry.XDirection);
        Assert.Equal(new Vector3(0, 1, 0), geometry.YDirection);
        Assert.Equal(new Vector3(0, 0, 1), geometry.ZDirection);
    }

    [Fact]
    public void The_sform_is_preferred_and_the_qform_is_used_without_it()
    {
        // Half a turn about z, origin (5, 6, 7) RAS: x grows to the left, y to the back.
        var both = Empty().Short(252, 1).Float(264, 1).Float(268, 5).Float(272, 6).Float(276, 7);
        Assert.Equal(-100, both.ReadGeometry().OriginMm.X);

        var qform = both.Short(254, 0).ReadGeometry();
        Assert.Equal(new Vector3(-5, -6, 7), qform.OriginMm);
        Assert.Equal(new Vector3(1, 0, 0), qform.XDirection);
        Assert.Equal(new Vector3(0, 1, 0), qform.YDirection);

        var mirrored = both.Float(76, -1).ReadGeometry();
        Assert.Equal(new Vector3(0, 0, -1), mirrored.ZDirection);
    }

    [Fact]
    public void Metres_become_millimetres()
    {
        var geometry = Empty().Byte(123, 1).Float(80, 0.001f).Float(84, 0.001f).Float(88, 0.003f)
            .Sform(-0.001f, 0, 0, 0.1f, 0, -0.001f, 0, 0, 0, 0, 0.003f, 0).ReadGeometry();
        Assert.True((geometry.SpacingMm - new Vector3(1, 1, 3)).Length < 1e-6);
        Assert.Equal(-100, geometry.OriginMm.X, 1e-4);
    }

    [Fact]
    public void Where_pixdim_contradicts_the_sform_the_sform_wins() =>
        Assert.Equal(0.96, Empty().Sform(-0.96f, 0, 0, 0, 0, -0.5f, 0, 0, 0, 0, 3, 0).ReadGeometry().SpacingMm.X, 1e-6);

    [Fact]
    public void An_image_with_a_fourth_dimension_of_one_is_a_volume() => Assert.NotNull(Empty().Short(40, 4).ReadGeometry());

    internal static byte[] Stored(short datatype, int value) => datatype switch
    {
        2 or 256 => [(byte)value],
        4 or 512 => BitConverter.GetBytes((short)value),
        8 => BitConverter.GetBytes(value),
        16 => BitConverter.GetBytes((float)value),
        _ => BitConverter.GetBytes((double)value),
    };

    private static NiftiBytes Empty()
    {
        var file = NiftiBytes.Volume(2, 2, 2, 2);
        file.Voxels.AddRange(new byte[8]);
        return file;
    }
}

file static class Reading
{
    public static GridGeometry ReadGeometry(this NiftiBytes file)
    {
        var reading = NiftiReader.ReadHu(file.Stream());
        Assert.Null(reading.Refusal);
        return reading.Volume!.Value.Geometry;
    }
}
