using EdgeNode.Inference.Networks;

namespace EdgeNode.Inference.Tests.Networks;

public sealed class GpuEnvironmentTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("edgenode-root-").FullName;

    public void Dispose() => Directory.Delete(_root, true);

    [Fact]
    public void A_workstation_tells_its_driver_and_its_gpus_by_the_kernels_files()
    {
        Write("proc/driver/nvidia/version", "NVRM version: NVIDIA UNIX Open Kernel Module for x86_64  570.86.15  Release Build\nGCC version: 12\n");
        Write("proc/driver/nvidia/gpus/0000:01:00.0/information", "Model: \t\t NVIDIA RTX A2000\nIRQ: 1\n");
        Write("proc/driver/nvidia/gpus/0000:02:00.0/information", "Model: \t\t NVIDIA L4\n");
        var second = GpuEnvironment.Read("1.31.1", 1, _root);
        Assert.Equal(("1.31.1", "570.86.15", "NVIDIA L4"), (second.OnnxRuntime, second.Driver, second.Gpu));
        Assert.Equal("NVIDIA RTX A2000", GpuEnvironment.Read("1.31.1", 0, _root).Gpu);
        Assert.True(GpuEnvironment.HasGpu(_root));
    }

    [Fact]
    public void A_Jetson_tells_its_release_and_its_module()
    {
        Write("etc/nv_tegra_release", "# R36 (release), REVISION: 4.3, GCID: 1\n# KERNEL_VARIANT: oot\n");
        Write("proc/device-tree/model", "NVIDIA Jetson AGX Orin Developer Kit\0");
        var jetson = GpuEnvironment.Read("1.31.1", 0, _root);
        Assert.Equal(("R36 (release), REVISION: 4.3, GCID: 1", "NVIDIA Jetson AGX Orin Developer Kit"), (jetson.Driver, jetson.Gpu));
        Assert.True(GpuEnvironment.HasGpu(_root));
    }

    [Fact]
    public void Without_a_gpu_all_is_unknown()
    {
        var none = GpuEnvironment.Read("1.31.1", 0, _root);
        Assert.Equal(("unknown", "unknown"), (none.Driver, none.Gpu));
        Assert.False(GpuEnvironment.HasGpu(_root));
    }

    private void Write(string file, string text)
    {
        var path = Path.Combine(_root, file);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }
}
