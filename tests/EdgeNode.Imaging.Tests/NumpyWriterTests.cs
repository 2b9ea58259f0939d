using EdgeNode.Imaging.Geometry;
using EdgeNode.Imaging.Numpy;
using EdgeNode.Imaging.Volumes;
using EdgeNode.TestPeers;

namespace EdgeNode.Imaging.Tests;

public sealed class NumpyWriterTests
{
    [Theory]
    [InlineData(1, 7, 5, 3)]
    [InlineData(4, 130, 9, 1000)]
    public void NumPy_reads_channels_planes_rows_and_columns_as_they_were(int channels, int x, int y, int z)
    {
        var geometry = GridGeometry.AxisAligned(new(x, y, z), new(1, 1, 1));
        var volumes = Enumerable.Range(0, channels).Select(c =>
        {
            var volume = Volume.Allocate<float>(geometry);
            for (var i = 0; i < volume.Span.Length; i++) volume.Span[i] = (c * 0.25f) + (i / 8f);
            return volume;
        }).ToList();
        var folder = Directory.CreateTempSubdirectory("edgenode-numpy").FullName;
        try
        {
            var (file, again) = (Path.Combine(folder, "a.npz"), Path.Combine(folder, "b.npz"));
            NumpyWriter.Write(volumes, "probabilities", file);
            NumpyWriter.Write(volumes, "probabilities", again);

            var check = $"""
                import numpy, sys
                a = numpy.load(sys.argv[1])["probabilities"]
                expected = (numpy.arange({channels}, dtype="f4")[:, None] * 0.25 + numpy.arange({x * y * z}, dtype="f4") / 8).reshape({channels}, {z}, {y}, {x})
                print(a.dtype.str, a.flags["C_CONTIGUOUS"], numpy.array_equal(a, expected))
                """;
            Assert.Equal("<f4 True True", PeerProgram.Run("/usr/bin/python3", "-c", check, file).Trim());
            Assert.Equal(File.ReadAllBytes(file), File.ReadAllBytes(again));
            Assert.Equal(2, Directory.GetFiles(folder).Length);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
