using System.Security.Cryptography;
using System.Text.Json.Nodes;
using EdgeNode.Appliance.Models;
using EdgeNode.Imaging.Resampling;
using EdgeNode.Inference;
using EdgeNode.Inference.Bundles;
using EdgeNode.Inference.Networks;
using EdgeNode.TestData;

namespace EdgeNode.Appliance.Tests.Analysis.Table;

/// <summary>The reference bundle on a coarse grid, with a network that finds nothing, in no time: everything around the network is the real thing.</summary>
internal static class StandInModel
{
    public static ActiveModel Load(string folder)
    {
        foreach (var file in Directory.GetFiles(Path.Combine(RealData.Repository, "models/reference")))
        {
            File.WriteAllBytes(Path.Combine(folder, Path.GetFileName(file)), File.ReadAllBytes(file));
        }

        Change(Path.Combine(folder, "plans.json"), plans => plans["configurations"]!["3d_fullres"]!["spacing"] = new JsonArray(6.0, 4.0, 4.0));
        Change(Path.Combine(folder, "model.json"), model =>
            model["files"]!.AsArray().Single(entry => (string?)entry!["file"] == "plans.json")!["sha256"] = Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(Path.Combine(folder, "plans.json")))));
        var bundle = ModelBundle.Open(folder).Bundle!;
        var network = new BackgroundNetwork(bundle.Plan.Table.Heads);
        var identity = new EdgeNode.Contracts.Results.ModelIdentity("stand-in", "0", bundle.Sha256, network.Provider, network.Precision);
        return new(bundle, new([network], ExecutionProvider.Cpu, [], null), new Segmenter(bundle, [network], new(), TimeProvider.System), identity, [], null);
    }

    private static void Change(string path, Action<JsonNode> change)
    {
        var json = JsonNode.Parse(File.ReadAllText(path))!;
        change(json);
        File.WriteAllText(path, json.ToJsonString());
    }

    private sealed class BackgroundNetwork(int classes) : INetwork
    {
        public int Classes => classes;

        public string Provider => "stand-in";

        public string Precision => "FP32";

        public void Run(float[] tile, ArrayShape shape, float[] logits, CancellationToken cancellation)
        {
            Array.Clear(logits);
            logits.AsSpan(0, tile.Length).Fill(1);
        }

        public void Dispose()
        {
        }
    }
}
