using System.Text.Json.Nodes;
using EdgeNode.Inference.Bundles;

namespace EdgeNode.Inference.Tests.Bundles;

/// <summary>Regions of dataset.json.</summary>
public sealed class LabelTableTests : IDisposable
{
    private readonly BundleTestFolder _bundle = new();

    public void Dispose() => _bundle.Dispose();

    [Fact]
    public void Regions_write_the_labels_of_regions_class_order()
    {
        Dataset("""{"background": 0, "node": [1, 2, 3], "involved": [2, 3], "ene": 3, "ignore": 4}""", "[1, 2, 3]");
        var table = ModelBundle.Open(_bundle.Write().Folder).Bundle!.Plan.Table;
        Assert.Equal(["background", "node", "involved", "ene"], table.Names);
        Assert.Equal<byte>([1, 2, 3], table.RegionLabels!);
        Assert.Equal((3, 3), (table.Heads, table.ForegroundLabels));
    }

    [Fact]
    public void Regions_keep_the_order_of_the_file_not_of_their_labels()
    {
        Dataset("""{"background": [0], "ene": [3], "node": [1, 2, 3], "involved": [2, 3]}""", "[3, 1, 2]");
        var table = ModelBundle.Open(_bundle.Write().Folder).Bundle!.Plan.Table;
        Assert.Equal(["background", "node", "involved", "ene"], table.Names);
        Assert.Equal<byte>([3, 1, 2], table.RegionLabels!);
    }

    [Theory]
    [InlineData("null", ProblemCodes.ModelMalformed)]
    [InlineData("[1, 2]", ProblemCodes.ModelMalformed)]
    [InlineData("[1, 2, 4]", ProblemCodes.ModelUnsupported)]
    [InlineData("[0, 1, 2]", ProblemCodes.ModelUnsupported)]
    public void An_order_that_makes_no_sense_is_refused(string order, string code)
    {
        Dataset("""{"background": 0, "node": [1, 2, 3], "involved": [2, 3], "ene": 3}""", order);
        Assert.Equal(code, _bundle.Write().Problem("regions_class_order"));
    }

    [Fact]
    public void Labels_as_lists_of_one_are_no_regions()
    {
        Dataset("""{"background": 0, "positive": [2], "negative": [1]}""", "null");
        var table = ModelBundle.Open(_bundle.Write().Folder).Bundle!.Plan.Table;
        Assert.Null(table.RegionLabels);
        Assert.Equal(["background", "negative", "positive"], table.Names);
    }

    private void Dataset(string labels, string order)
    {
        _bundle.Dataset["labels"] = JsonNode.Parse(labels);
        _bundle.Dataset["regions_class_order"] = JsonNode.Parse(order);
    }
}
