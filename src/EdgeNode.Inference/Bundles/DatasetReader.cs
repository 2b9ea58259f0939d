using System.Text.Json;

namespace EdgeNode.Inference.Bundles;

/// <summary>Reads nnU-Net v2's dataset.json: one CT channel, consecutive labels from the background on.</summary>
internal static class DatasetReader
{
    private const string File = "dataset.json";

    /// <summary>Names of the labels in order; an <c>ignore</c> label, which no network channel stands for, is left out.</summary>
    public static IReadOnlyList<string> Labels(DatasetFile dataset)
    {
        if (dataset.ChannelNames.Count != 1)
        {
            throw ModelException.Unsupported(File, $"{dataset.ChannelNames.Count} image channels; only networks with one are supported.");
        }

        var labels = dataset.Labels
            .Where(pair => pair.Key != "ignore")
            .Select(pair => (Number: Number(pair.Key, pair.Value), Name: pair.Key))
            .OrderBy(label => label.Number)
            .ToArray();
        if (!labels.Select(label => label.Number).SequenceEqual(Enumerable.Range(0, labels.Length)))
        {
            throw ModelException.Unsupported(File, "labels are not consecutive numbers from 0.");
        }

        return labels.Length is >= 2 and < 255
            ? [.. labels.Select(label => label.Name)]
            : throw ModelException.Unsupported(File, $"{labels.Length} labels; 2 to 254 are supported.");
    }

    private static int Number(string name, JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.Array && value.GetArrayLength() == 1)
        {
            value = value[0];
        }

        if (value.ValueKind == JsonValueKind.Array)
        {
            throw ModelException.Unsupported(File, $"label '{name}' is a region of several labels.");
        }

        return value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number)
            ? number
            : throw ModelException.Malformed(File, $"label '{name}' is not a whole number.");
    }
}
