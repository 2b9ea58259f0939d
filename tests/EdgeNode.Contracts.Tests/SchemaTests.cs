using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using EdgeNode.Contracts.Schemas;
using EdgeNode.TestData;

namespace EdgeNode.Contracts.Tests;

/// <summary>The schema files, the records and the samples say the same.</summary>
public sealed class SchemaTests
{
    public static TheoryData<string> Names => [.. Samples.All.Select(sample => sample.ToString())];

    public static TheoryData<string> Ids => [.. SchemaFiles.Ids];

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_sample_obeys_its_schema(string name)
    {
        var sample = Samples.All.Single(sample => sample.ToString() == name);
        Assert.Empty(new SchemaCheck(SchemaFiles.Of(sample.Schema)).Violations(JsonNode.Parse(sample.Bytes)));
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void A_schema_names_exactly_the_fields_of_the_record(string id) => SameFields(SampleTests.Types[id], SchemaFiles.Of(id));

    [Fact]
    public void Every_type_has_a_schema() => Assert.Equal(SampleTests.Types.Keys.Order(), SchemaFiles.Ids.Order());

    [Theory]
    [InlineData("revision", "0")]
    [InlineData("state", "\"Normal\"")]
    [InlineData("caseKey", "\"2.25.1001\"")]
    [InlineData("nodes", "[{}]")]
    [InlineData("priority", "{\"level\":5,\"rulesVersion\":\"1\",\"reasons\":[]}")]
    public void A_report_that_says_something_impossible_is_refused(string field, string value)
    {
        var report = JsonNode.Parse(Samples.Of("report").Bytes)!;
        report[field] = JsonNode.Parse(value);
        Assert.NotEmpty(new SchemaCheck(SchemaFiles.Of("edge.result/1")).Violations(report));
    }

    private static void SameFields(JsonTypeInfo type, string schema)
    {
        var root = JsonNode.Parse(schema)!;
        Compare(type, root, root, "$");
    }

    private static void Compare(JsonTypeInfo type, JsonNode schema, JsonNode root, string path)
    {
        schema = Follow(schema, root);
        if (type.Kind == JsonTypeInfoKind.Enumerable)
        {
            Compare(type.Options.GetTypeInfo(type.ElementType!), schema["items"]!, root, path + "[]");
            return;
        }

        if (type.Kind != JsonTypeInfoKind.Object)
            return;
        var fields = schema["properties"]!.AsObject();
        Assert.Equal((path, string.Join(' ', type.Properties.Select(p => p.Name).Order())), (path, string.Join(' ', fields.Select(f => f.Key).Order())));
        foreach (var property in type.Properties)
            Compare(type.Options.GetTypeInfo(property.PropertyType), fields[property.Name]!, root, $"{path}.{property.Name}");
    }

    private static JsonNode Follow(JsonNode schema, JsonNode root)
    {
        if (schema["anyOf"] is JsonArray either)
            schema = either[0]!;
        return schema["$ref"] is { } reference ? root["$defs"]![reference.GetValue<string>()["#/$defs/".Length..]]! : schema;
    }
}
