using EdgeNode.Imaging.Resampling;
using EdgeNode.Inference.Bundles;
using EdgeNode.Inference.Networks;
using EdgeNode.Inference.SelfTest;
using EdgeNode.Inference.Tests.Bundles;
using EdgeNode.Inference.Tests.Fakes;

namespace EdgeNode.Inference.Tests.SelfTest;

public sealed class ModelSelfTestTests : IDisposable
{
    private readonly BundleTestFolder _bundle = new();

    public void Dispose() => _bundle.Dispose();

    [Fact]
    public void The_network_that_made_the_case_passes_it()
    {
        var result = Run(WithGolden(), new NeighbourNetwork());
        Assert.Equal((true, null), (result.HasCase, result.Problem));
        Assert.Equal(0, result.LargestDifference);
    }

    [Theory]
    [InlineData(0.005f, true)]
    [InlineData(0.02f, false)]
    [InlineData(float.NaN, false)]
    [InlineData(float.PositiveInfinity, false)]
    public void A_network_that_answers_otherwise_passes_within_the_tolerance_only(float more, bool passes)
    {
        var result = Run(WithGolden(), new Shifted(more));
        Assert.Equal(passes ? null : ProblemCodes.ModelSelfTestFailed, result.Problem?.Code);
    }

    [Fact]
    public void A_network_without_a_case_is_not_tested()
    {
        var result = Run(ModelBundle.Open(_bundle.Write().Folder).Bundle!, new NeighbourNetwork());
        Assert.Equal((false, null), (result.HasCase, result.Problem));
    }

    [Fact]
    public void A_case_of_another_patch_is_malformed()
    {
        var golden = Golden(ModelBundle.Open(_bundle.Write().Folder).Bundle!);
        _bundle.FullRes["patch_size"] = new System.Text.Json.Nodes.JsonArray(8, 16, 32);
        Assert.Equal(ProblemCodes.ModelMalformed, Run(With(golden), new NeighbourNetwork()).Problem?.Code);
    }

    [Fact]
    public void A_case_that_is_no_zip_file_is_malformed() =>
        Assert.Equal(ProblemCodes.ModelMalformed, Run(With([1, 2, 3]), new NeighbourNetwork()).Problem?.Code);

    [Fact]
    public void No_case_is_made_of_answers_that_are_no_numbers() =>
        Assert.Equal(
            ProblemCodes.NonFiniteLogits,
            ModelSelfTest.Make(ModelBundle.Open(_bundle.Write().Folder).Bundle!, Loaded(new Shifted(float.NaN)), Hu(), null).Problem?.Code);

    private ModelBundle WithGolden() => With(Golden(ModelBundle.Open(_bundle.Write().Folder).Bundle!));

    private ModelBundle With(byte[] golden)
    {
        _bundle.Write(adjust: manifest => manifest with { Golden = "golden.zip", Files = [.. manifest.Files, BundleFiles.Described("golden.zip", golden)] });
        File.WriteAllBytes(_bundle.PathOf("golden.zip"), golden);
        return ModelBundle.Open(_bundle.Folder).Bundle!;
    }

    private static byte[] Golden(ModelBundle bundle) => ModelSelfTest.Make(bundle, Loaded(new NeighbourNetwork()), Hu(), null).File!;

    private static short[] Hu() => [.. Enumerable.Range(0, 8 * 16 * 16).Select(i => (short)(300 * Math.Sin(i * i)))];

    private static LoadedNetworks Loaded(INetwork network) => new([network], ExecutionProvider.Cpu, [], null);

    private static SelfTestResult Run(ModelBundle bundle, INetwork network) => ModelSelfTest.Run(bundle, Loaded(network), CancellationToken.None);

    /// <summary>Answers as the other, but more in one logit of a thousand.</summary>
    private sealed class Shifted(float more) : INetwork
    {
        private readonly NeighbourNetwork _inner = new();

        public int Classes => _inner.Classes;

        public string Provider => _inner.Provider;

        public string Precision => _inner.Precision;

        public void Run(float[] tile, ArrayShape shape, float[] logits, CancellationToken cancellation)
        {
            _inner.Run(tile, shape, logits, cancellation);
            for (var i = 0; i < logits.Length; i += 1000)
            {
                logits[i] += more;
            }
        }

        public void Dispose()
        {
        }
    }
}
