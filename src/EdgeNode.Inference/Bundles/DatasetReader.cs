using System.Text.Json;

namespace EdgeNode.Inference.Bundles;

/// <summary>Reads nnU-Net v2's dataset.json: one CT channel, consecutive labels from the background on, or regions of them.</summary>
internal static class DatasetReader
{
    private const string File = "dataset.json";

    public static LabelTable Labels(DatasetFile dataset)
    {
        var channels = (dataset.ChannelNames ?? dataset.Modality)?.Count ?? throw ModelException.Malformed(File, "channel_names is missing.");
        if (channels != 1)
        {
            throw ModelException.Unsupported(File, $"{channels} image channels; a CT scanner sends one, so only networks with one are supported.");
        }

        // An ignore label is what no network channel stands for.
        var heads = dataset.Labels
            .Where(pair => pair.Key != "ignore")
            .Select(pair => (Name: pair.Key, Numbers: Numbers(pair.Key, pair.Value)))
            .ToArray();
        var all = heads.SelectMany(head => head.Numbers).Distinct().Order().ToArray();
        if (!all.SequenceEqual(Enumerable.Range(0, all.Length)))
        {
            throw ModelException.Unsupported(File, "labels are not consecutive numbers from 0.");
        }

        if (all.Length is < 2 or >= 255)
        {
            throw ModelException.Unsupported(File, $"{all.Length} labels; 2 to 254 are supported.");
        }

        return heads.Any(head => head.Numbers.Length > 1)
            ? Regions(heads, dataset.RegionsClassOrder, all.Length - 1)
            : new([.. heads.OrderBy(head => head.Numbers[0]).Select(head => head.Name)], null, all.Length - 1);
    }

    private static LabelTable Regions((string Name, int[] Numbers)[] heads, int[]? order, int foreground)
    {
        var regions = heads.Where(head => head.Numbers.Any(number => number != 0)).ToArray();
        if (order is null || order.Length != regions.Length)
        {
            throw ModelException.Malformed(File, $"it has {regions.Length} regions, and regions_class_order does not name a label for each.");
        }

        if (!order.Distinct().Order().SequenceEqual(Enumerable.Range(1, order.Distinct().Count())) || order.Max() > foreground)
        {
            throw ModelException.Unsupported(File, "regions_class_order does not write the consecutive labels from 1.");
        }

        // Where several regions write one label the last of them has the last word.
        var names = Enumerable.Range(1, order.Max()).Select(label => regions[Array.LastIndexOf(order, label)].Name);
        return new(["background", .. names], [.. order.Select(label => (byte)label)], foreground);
    }

    private static int[] Numbers(string name, JsonElement value) =>
        value.ValueKind == JsonValueKind.Array ? [.. value.EnumerateArray().Select(each => Number(name, each))] : [Number(name, value)];

    private static int Number(string name, JsonElement value) =>
        value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number)
            ? number
            : throw ModelException.Malformed(File, $"label '{name}' is not a whole number.");
}
