using EdgeNode.Inference.Networks;

namespace EdgeNode.Inference.Tests.Networks;

/// <summary>Engines are only files here: what builds them is played.</summary>
public sealed class EngineCacheTests : IDisposable
{
    private static readonly GpuEnvironment Box = new("1.31.1", "100900", "570.86", "NVIDIA RTX A2000");

    private readonly string _root = Directory.CreateTempSubdirectory("edgenode-engines-").FullName;

    public void Dispose() => Directory.Delete(_root, true);

    public static TheoryData<string, GpuEnvironment, byte, bool> Changes => new()
    {
        { "ONNX Runtime", Box with { OnnxRuntime = "1.32.0" }, 1, true },
        { "TensorRT", Box with { TensorRT = "101300" }, 1, true },
        { "driver", Box with { Driver = "580.1" }, 1, true },
        { "GPU", Box with { Gpu = "Orin" }, 1, true },
        { "network", Box, 2, true },
        { "precision", Box, 1, false },
    };

    [Theory]
    [MemberData(nameof(Changes))]
    public void Anything_an_engine_depends_on_gives_it_another_name(string what, GpuEnvironment environment, byte network, bool half)
    {
        Assert.NotNull(what);
        Assert.NotEqual(Key(Box, 1).Folder, EngineCacheKey.Of([network], new(8, 16, 16), half, environment).Folder);
        Assert.NotEqual(Key(Box, 1).Folder, EngineCacheKey.Of([1], new(8, 16, 32), true, Box).Folder);
        Assert.Equal(Key(Box, 1).Folder, Key(Box, 1).Folder);
    }

    [Fact]
    public void An_engine_is_built_once()
    {
        Assert.Equal("built", Use(Key(Box, 1)));
        Assert.Equal("read", Use(Key(Box, 1)));
        Assert.Empty(Directory.GetFiles(_root));
    }

    [Fact]
    public void A_new_driver_throws_all_engines_away_and_another_network_none()
    {
        Use(Key(Box, 1));
        Use(Key(Box, 2));
        Assert.Equal("read", Use(Key(Box, 1)));
        Use(Key(Box with { Driver = "580.1" }, 1));
        Assert.Single(Directory.GetDirectories(_root));
        Assert.Equal("built", Use(Key(Box, 1)));
    }

    [Fact]
    public void An_engine_that_can_not_be_read_is_built_anew_at_once()
    {
        Use(Key(Box, 1));
        var attempts = 0;
        var result = new EngineCache(_root, Key(Box, 1)).Use(folder =>
            ++attempts == 1 ? throw Broken() : Build(folder));
        Assert.Equal(("built", 2), (result, attempts));
    }

    [Fact]
    public void What_can_not_be_built_leaves_nothing_and_is_no_death()
    {
        for (var i = 0; i < 5; i++)
        {
            Assert.Throws<Microsoft.ML.OnnxRuntime.OnnxRuntimeException>(() => new EngineCache(_root, Key(Box, 1)).Use<string>(_ => throw Broken()));
        }

        Assert.Empty(Directory.GetFileSystemEntries(_root));
        Assert.Equal("built", Use(Key(Box, 1)));
    }

    [Fact]
    public void A_process_that_died_in_between_builds_anew_and_after_a_second_death_gives_up()
    {
        var key = Key(Box, 1);
        Use(key);
        Die(key);
        Assert.Equal("built", Use(key));

        Die(key);
        Die(key);
        var refused = Assert.Throws<EngineCacheException>(() => Use(key));
        Assert.Contains("model prepare", refused.Message, StringComparison.Ordinal);
        Assert.Throws<EngineCacheException>(() => Use(key));

        // What a person does who has mended the cause.
        File.Delete(Directory.GetFiles(_root).Single());
        Assert.Equal("built", Use(key));
    }

    // The mark as it lies on the disk while the engine is built, put back as if nothing had run after it.
    private void Die(EngineCacheKey key)
    {
        var mark = "";
        var content = "";
        new EngineCache(_root, key).Use(folder =>
        {
            mark = Directory.GetFiles(_root).Single();
            content = File.ReadAllText(mark);
            return Build(folder);
        });
        File.WriteAllText(mark, content);
    }

    private string Use(EngineCacheKey key) => new EngineCache(_root, key).Use(Build);

    private static string Build(string folder)
    {
        var engine = Path.Combine(folder, "engine");
        if (File.Exists(engine))
        {
            return "read";
        }

        File.WriteAllText(engine, "");
        return "built";
    }

    private static EngineCacheKey Key(GpuEnvironment environment, byte network) => EngineCacheKey.Of([network], new(8, 16, 16), true, environment);

    // ONNX Runtime's exceptions have no public constructor.
    private static Microsoft.ML.OnnxRuntime.OnnxRuntimeException Broken()
    {
        try
        {
            new Microsoft.ML.OnnxRuntime.InferenceSession([1, 2, 3]).Dispose();
            throw new InvalidOperationException("That was no network.");
        }
        catch (Microsoft.ML.OnnxRuntime.OnnxRuntimeException e)
        {
            return e;
        }
    }
}
