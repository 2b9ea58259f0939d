using EdgeNode.Appliance.Hosting.Options;
using EdgeNode.Contracts.Results;
using EdgeNode.Inference;
using EdgeNode.Inference.Bundles;
using EdgeNode.Inference.Networks;

namespace EdgeNode.Appliance.Models;

/// <summary>A usable model, or the reason why there is none.</summary>
public sealed record ModelLoading(ActiveModel? Model, CaseReason? Problem)
{
    /// <summary>Opens a bundle, checks every checksum and loads its networks. Takes as long as the provider needs.</summary>
    /// <param name="options">Which bundle, on what, and how.</param>
    /// <param name="time">Measures the stages of analyses.</param>
    /// <param name="progress">Told in words what takes long.</param>
    public static ModelLoading Load(AnalysisOptions options, TimeProvider time, IProgress<string>? progress = null)
    {
        if (options.NativeLibrary.Length > 0 && NativeOnnxRuntime.Use(options.NativeLibrary) is { } missing)
        {
            return Refused(missing);
        }

        NativeOnnxRuntime.Begin();
        var opened = ModelBundle.Open(options.Model);
        if ((opened.IsUsable ? NodeLabels.Problem(opened.Bundle) : opened.Problem) is { } unusable)
        {
            NativeOnnxRuntime.Settle();
            return Refused(unusable);
        }

        var bundle = opened.Bundle!;
        var wanted = Enum.Parse<ExecutionProvider>(options.Provider, ignoreCase: true);
        var networks = NetworkLoader.Load(bundle, new OnnxNetworkOptions
        {
            Provider = wanted,
            AllowCpu = options.AllowCpu,
            EngineCache = options.EngineCache.Length > 0 ? options.EngineCache : null,
            Progress = progress,
        });
        if (networks.Problem is { } problem)
        {
            return Refused(problem);
        }

        var how = new SegmenterOptions { BodyBox = options.BodyBox, ReuseAirTiles = options.ReuseAirTiles, TileStep = options.TileStep > 0 ? options.TileStep : null };

        // A GPU works on one tile at a time.
        how = networks.Effective == ExecutionProvider.Cpu ? how : how with { Workers = 1 };
        var network = networks.Networks[0];
        var identity = new ModelIdentity(bundle.Manifest.Id, bundle.Manifest.Version, bundle.Sha256, network.Provider, network.Precision)
        {
            Options = how.Deviations is { Count: > 0 } deviations ? deviations : null,
        };
        var degraded = ProviderAlarm.Of(wanted, networks.Effective, GpuEnvironment.HasGpu(), networks.Notes);
        return new(new(bundle, networks, Segmenter.Create(bundle, networks, how, time), identity, networks.Notes, degraded), null);
    }

    private static ModelLoading Refused(InferenceProblem problem) => new(null, new(problem.Code, problem.Text));
}
