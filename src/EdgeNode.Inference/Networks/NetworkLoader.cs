using EdgeNode.Imaging.Resampling;
using EdgeNode.Inference.Bundles;
using EdgeNode.Inference.Networks.Direct;
using Microsoft.ML.OnnxRuntime;

namespace EdgeNode.Inference.Networks;

/// <summary>Loads the networks of a bundle into ONNX Runtime, on the best provider that passes a trial run.</summary>
public static class NetworkLoader
{
    /// <summary>
    /// One network for each fold, all on one provider. A provider that is not built in, does not start or fails its trial run is noted and
    /// the next is tried; a file that ONNX Runtime can not read, or that does not fit the plans, is a problem of the model.
    /// </summary>
    public static LoadedNetworks Load(ModelBundle bundle, OnnxNetworkOptions options)
    {
        var notes = new List<string>();
        foreach (var provider in SessionFactory.Candidates(options.Provider))
        {
            if (!SessionFactory.IsBuiltIn(provider))
            {
                notes.Add($"{provider} is not in this build of ONNX Runtime.");
                continue;
            }

            var networks = new List<INetwork>();
            try
            {
                for (var fold = 0; fold < bundle.Networks.Count; fold++)
                {
                    networks.Add(Load(bundle, fold, provider, options, notes));
                }

                return new(networks, provider, notes, null);
            }
            catch (Exception e) when (e is OnnxRuntimeException or EntryPointNotFoundException or DllNotFoundException or ModelException)
            {
                networks.ForEach(network => network.Dispose());
                if (e is ModelException model)
                {
                    return new([], provider, notes, model.Problem);
                }

                var why = e.Message.ReplaceLineEndings(" ");
                if (provider == ExecutionProvider.Cpu)
                {
                    return new([], provider, notes, ModelException.Malformed("network", $"ONNX Runtime can not load it ({why}).").Problem);
                }

                notes.Add($"{provider} does not work here: {why}");
            }
        }

        throw new InvalidOperationException("The CPU is always a candidate.");
    }

    private static INetwork Load(ModelBundle bundle, int fold, ExecutionProvider provider, OnnxNetworkOptions options, List<string> notes)
    {
        var session = SessionFactory.Create(bundle.Networks[fold], provider, options);
        try
        {
            var file = bundle.Manifest.Networks[fold].File;
            var (input, output) = (bundle.Manifest.InputName, bundle.Manifest.OutputName);
            var classes = bundle.Plan.Labels.Count;
            Require(session.InputMetadata.TryGetValue(input, out var from) && session.InputMetadata.Count == 1, file, $"its one input is not '{input}'.");
            Require(session.OutputMetadata.TryGetValue(output, out var to), file, $"it has no output '{output}'.");
            Require(Fits(from!, 1, bundle.Plan.PatchSize), file, $"its input is not float [n,1,d,h,w] with tiles of {bundle.Plan.PatchSize}.");
            Require(Fits(to!, classes, bundle.Plan.PatchSize), file, $"its output is not float [n,{classes},d,h,w] as the labels of dataset.json ask.");

            var precision = provider == ExecutionProvider.TensorRT && options.HalfPrecision ? "FP16" : "FP32";
            var network = new OnnxNetwork(session, input, output, classes, Name(provider), precision);
            if (provider != ExecutionProvider.Cpu)
            {
                TryOut(network, options.PatchSize);
            }
            else if (options.DirectConvolutions && DirectNetwork.TryCreate(bundle.Networks[fold], input, output) is { } direct)
            {
                if (DirectCheck.Agree(network, direct, options.PatchSize))
                {
                    network.Dispose();
                    return direct;
                }

                notes.Add($"{file}: our own convolutions do not agree with ONNX Runtime here, which is used instead and is slower.");
            }

            return network;
        }
        catch
        {
            session.Dispose();
            throw;
        }
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
        network.Run(new float[patch.Voxels], patch, new float[patch.Voxels * network.Classes], CancellationToken.None);

    private static string Name(ExecutionProvider provider) => provider switch
    {
        ExecutionProvider.TensorRT => "TensorRT",
        ExecutionProvider.Cuda => "CUDA",
        _ => "CPU",
    };

    private static void Require(bool condition, string file, string what)
    {
        if (!condition)
        {
            throw ModelException.Malformed(file, what);
        }
    }
}
