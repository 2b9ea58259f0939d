using EdgeNode.Imaging.Resampling;
using EdgeNode.Inference.Bundles;
using EdgeNode.Inference.Networks.Direct;
using Microsoft.ML.OnnxRuntime;

namespace EdgeNode.Inference.Networks;

/// <summary>Loads the networks of a bundle into ONNX Runtime, on the best provider that passes a trial run.</summary>
public static class NetworkLoader
{
    /// <summary>
    /// One network for each fold, all on one provider, and those of the stage before. A provider that is not built in, does not start or fails its
    /// trial run is noted and the next is tried; a file that ONNX Runtime can not read, or that does not fit the plans, is a problem of the model.
    /// </summary>
    public static LoadedNetworks Load(ModelBundle bundle, OnnxNetworkOptions options)
    {
        var notes = new List<string>();
        var available = OrtEnv.Instance().GetAvailableProviders();
        foreach (var provider in ProviderLadder.Rungs(options.Provider, options.AllowCpu))
        {
            if (!ProviderLadder.IsBuiltIn(provider, available))
            {
                notes.Add($"{provider} is not in this build of ONNX Runtime.");
                continue;
            }

            try
            {
                return LoadOn(bundle, provider, options, notes) with { Notes = notes };
            }
            catch (ModelException e)
            {
                return new([], provider, notes, e.Problem);
            }
            catch (Exception e) when (e is OnnxRuntimeException or EntryPointNotFoundException or DllNotFoundException or EngineCacheException)
            {
                var why = Reason(e.Message);
                if (provider == ExecutionProvider.Cpu)
                {
                    return new([], provider, notes, ModelException.Malformed("network", $"ONNX Runtime can not load it ({why.TrimEnd('.')}).").Problem);
                }

                notes.Add($"{provider} does not work here: {why}");
            }
        }

        return new([], options.Provider, notes, new(
            ProblemCodes.GpuMissing,
            $"{ProviderLadder.Name(options.Provider)} is asked for and no GPU works here ({string.Join(" ", notes)}): repair it, or set analysis.allowCpu to go on slowly."));
    }

    private static LoadedNetworks LoadOn(ModelBundle bundle, ExecutionProvider provider, OnnxNetworkOptions options, List<string> notes)
    {
        var networks = new List<INetwork>();
        var previous = bundle.PreviousStage is { } before ? LoadOn(before, provider, options, notes) : null;
        try
        {
            for (var fold = 0; fold < bundle.Networks.Count; fold++)
            {
                var direct = Direct(bundle, fold, provider, options);
                networks.Add(Checked(Load(bundle, fold, provider, options), direct?.Value, bundle, fold, notes));
            }

            return new(networks, provider, [], null) { Previous = previous };
        }
        catch
        {
            networks.ForEach(network => network.Dispose());
            previous?.Dispose();
            throw;
        }
    }

    // On the CPU our own convolutions; they are made while ONNX Runtime reads the same file.
    private static Lazy<DirectNetwork?>? Direct(ModelBundle bundle, int fold, ExecutionProvider provider, OnnxNetworkOptions options)
    {
        if (provider != ExecutionProvider.Cpu || !options.DirectConvolutions)
        {
            return null;
        }

        var made = new Lazy<DirectNetwork?>(() => DirectNetwork.TryCreate(bundle.Networks[fold], bundle.Manifest.InputName, bundle.Manifest.OutputName));
        _ = Task.Run(() => made.Value);
        return made;
    }

    // They are used once they were seen to agree with ONNX Runtime.
    private static INetwork Checked(OnnxNetwork network, DirectNetwork? direct, ModelBundle bundle, int fold, List<string> notes)
    {
        if (direct is null)
        {
            return network;
        }

        if (DirectCheck.Agree(network, direct, bundle.Plan.PatchSize))
        {
            network.Dispose();
            return direct;
        }

        notes.Add($"{bundle.Manifest.Networks[fold].File}: our own convolutions do not agree with ONNX Runtime here, which is used instead and is slower.");
        return network;
    }

    private static OnnxNetwork Load(ModelBundle bundle, int fold, ExecutionProvider provider, OnnxNetworkOptions options)
    {
        if (provider != ExecutionProvider.TensorRT)
        {
            return LoadAndTry(bundle, fold, provider, options, null);
        }

        using var progress = new BuildProgress($"Building or reading the engine of network {fold + 1} of {bundle.Networks.Count}", options.Progress, TimeProvider.System);
        if (options.EngineCache is not { } root)
        {
            return LoadAndTry(bundle, fold, provider, options, null);
        }

        var environment = GpuEnvironment.Read(OrtEnv.Instance().GetVersionString(), options.DeviceId);
        var key = EngineCacheKey.Of(bundle.Networks[fold], bundle.Plan.PatchSize, options.HalfPrecision, environment);
        return new EngineCache(root, key).Use(folder => LoadAndTry(bundle, fold, provider, options, folder));
    }

    private static OnnxNetwork LoadAndTry(ModelBundle bundle, int fold, ExecutionProvider provider, OnnxNetworkOptions options, string? cache)
    {
        var session = SessionFactory.Create(bundle.Networks[fold], provider, options, bundle.Plan.PatchSize, cache);
        try
        {
            var file = bundle.Manifest.Networks[fold].File;
            var (input, output) = (bundle.Manifest.InputName, bundle.Manifest.OutputName);
            var (channels, classes) = (bundle.Plan.Channels, bundle.Plan.Table.Heads);
            Require(session.InputMetadata.TryGetValue(input, out var from) && session.InputMetadata.Count == 1, file, $"its one input is not '{input}'.");
            Require(session.OutputMetadata.TryGetValue(output, out var to), file, $"it has no output '{output}'.");
            Require(Fits(from!, channels, bundle.Plan.PatchSize), file, $"its input is not float [n,{channels},d,h,w] with tiles of {bundle.Plan.PatchSize}.");
            Require(Fits(to!, classes, bundle.Plan.PatchSize), file, $"its output is not float [n,{classes},d,h,w] as the labels of dataset.json ask.");

            var precision = provider == ExecutionProvider.TensorRT && options.HalfPrecision ? "FP16" : "FP32";
            var network = new OnnxNetwork(session, input, output, channels, classes, ProviderLadder.Name(provider), precision);
            if (provider != ExecutionProvider.Cpu)
            {
                TryOut(network, bundle.Plan.PatchSize);
            }

            return network;
        }
        catch
        {
            session.Dispose();
            throw;
        }
    }

    // ONNX Runtime puts its own source line before what happened.
    private static string Reason(string message)
    {
        const string Mark = " FAIL : ";
        var line = message.ReplaceLineEndings(" ").Trim().TrimEnd('.');
        var mark = line.LastIndexOf(Mark, StringComparison.Ordinal);
        return (mark < 0 ? line : line[(mark + Mark.Length)..]) + ".";
    }

    // Dimensions that the file leaves open are negative.
    private static bool Fits(NodeMetadata node, int channels, ArrayShape patch)
    {
        int[] wanted = [1, channels, patch.A0, patch.A1, patch.A2];
        return node.ElementType == typeof(float)
            && node.Dimensions is { Length: 5 } dimensions
            && dimensions.Zip(wanted).All(pair => pair.First < 0 || pair.First == pair.Second);
    }

    private static void TryOut(OnnxNetwork network, ArrayShape patch) =>
        network.Run(new float[patch.Voxels * network.Channels], patch, new float[patch.Voxels * network.Classes], CancellationToken.None);

    private static void Require(bool condition, string file, string what)
    {
        if (!condition)
        {
            throw ModelException.Malformed(file, what);
        }
    }
}
