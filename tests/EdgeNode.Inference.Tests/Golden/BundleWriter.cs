using System.Security.Cryptography;
using System.Text.Json;
using EdgeNode.Inference.Bundles;

namespace EdgeNode.Inference.Tests.Golden;

/// <summary>Writes bundle folders from nnU-Net's files.</summary>
internal static class BundleWriter
{
    public static void Write(
        string folder,
        string configuration,
        string network,
        string plans,
        string dataset,
        Func<ModelManifest, ModelManifest> adjust)
    {
        var manifest = new ModelManifest
        {
            Schema = ModelManifest.CurrentSchema,
            Id = "test",
            Version = "1",
            ClinicalUse = false,
            NnunetVersion = "2.8.1",
            Configuration = configuration,
            Networks = [Copy(network, folder, "network.onnx")],
            Files = [Copy(plans, folder, "plans.json"), Copy(dataset, folder, "dataset.json")],
            ArrayOrientation = "SPL",
            InputName = "input",
            OutputName = "logits",
            Postprocessing = new(10, 26, [1.5, 1, 1]),
        };
        File.WriteAllBytes(Path.Combine(folder, "model.json"), JsonSerializer.SerializeToUtf8Bytes(adjust(manifest), ManifestJson.Default.ModelManifest));
    }

    private static BundleFile Copy(string from, string folder, string name)
    {
        // Content only: the originals are read-only.
        var content = File.ReadAllBytes(from);
        File.WriteAllBytes(Path.Combine(folder, name), content);
        return new(name, Convert.ToHexStringLower(SHA256.HashData(content)));
    }
}
