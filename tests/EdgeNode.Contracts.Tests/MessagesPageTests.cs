using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using EdgeNode.Contracts.Schemas;
using EdgeNode.TestData;

namespace EdgeNode.Contracts.Tests;

/// <summary>docs/messages.md says what the types say, and its examples are those that are tested.</summary>
public sealed partial class MessagesPageTests
{
    private static readonly Dictionary<string, string> Sections = File.ReadAllText(Path.Combine(RealData.Repository, "docs", "messages.md"))
        .Split("\n## ")
        .Skip(1)
        .ToDictionary(section => section[..section.IndexOf('\n')], section => section);

    public static TheoryData<string> Messages => [.. SchemaFiles.Ids.Where(id => id != "edgenode.result/1")];

    [Fact]
    public void The_page_has_a_section_for_every_message() =>
        Assert.Equal(SchemaFiles.Ids.Where(id => id != "edgenode.result/1").Order(), Sections.Keys.Order());

    [Theory]
    [MemberData(nameof(Messages))]
    public void The_fields_are_those_of_the_type(string id) => Assert.Equal(
        SampleTests.Types[id].Properties.Select(property => property.Name).Order(),
        Row().Matches(Sections[id]).Select(row => row.Groups[1].Value).Order());

    [Theory]
    [MemberData(nameof(Messages))]
    public void The_example_is_a_tested_one_and_its_topic_is_told(string id)
    {
        var example = JsonNode.Parse(Sections[id].Split("```json\n")[1].Split("\n```")[0]);
        var sample = Samples.All.First(sample => JsonNode.DeepEquals(JsonNode.Parse(sample.Bytes), example));
        Assert.Equal(id, sample.Schema);
        Assert.Contains($"`{sample.Topic!.Replace("edge-1", "{node}", StringComparison.Ordinal)}`", Sections[id], StringComparison.Ordinal);
    }

    [GeneratedRegex(@"^\| `(\w+)` \|", RegexOptions.Multiline)]
    private static partial Regex Row();
}
