using System.Text;
using System.Text.Json.Nodes;
using EdgeNode.Appliance.Alarms.Rules;
using EdgeNode.Contracts.Results;
using EdgeNode.TestData;

namespace EdgeNode.Appliance.Tests.Alarms;

public sealed class RuleTableMistakeTests
{
    /// <summary>Where in the table, what is written there, what the mistake must name.</summary>
    public static TheoryData<string, string, string> Mistakes => new()
    {
        { "colour", "\"red\"", "colour" },
        { "version", "\"\"", "version" },
        { "first_match", "true", "first_match" },
        { "default", "null", "default" },
        { "rules", "[]", "rules" },
        { "rules", "null", "rules" },
        { "params.sa_cm", "1", "params.sa_cm" },
        { "params.sa_mm", "-1", "params.sa_mm" },
        { "params.sa_mm", "1e999", "params.sa_mm" },
        { "params.sa_mm", "\"10\"", "params.sa_mm" },
        { "params.sa_mm", "null", "params.sa_mm" },
        { "params.cluster_n", "2.7", "whole number" },
        { "params.cluster_n", "-3", "whole number" },
        { "params.sa_level_mm", "{\"II\": -4}", "params.sa_level_mm" },
        { "params.borderline_mm", "[10, 8]", "params.borderline_mm" },
        { "rules.0.id", "\"E1\"", "E1" },
        { "rules.0.p", "4", "rule U1" },
        { "rules.0.scope", "\"patient\"", "rule U1" },
        { "rules.0.reason", "null", "rule U1" },
        { "rules.0.wen", "[]", "rule U1" },
        { "rules.0.when", "[]", "rule U1" },
        { "rules.0.when", "null", "rule U1" },
        { "rules.0.when", "[null]", "rule U1" },
        { "rules.0.when", "[\"cls=M\"]", "'M'" },
        { "rules.0.when", "[\"size>=5\"]", "size>=5" },
        { "rules.0.when", "[\"sa~5\"]", "sa~5" },
        { "rules.0.when", "[\"sa>=sa_cm\"]", "sa_cm" },
        { "rules.0.when", "[\"sa>=ene_min_conf\"]", "ene_min_conf" },
        { "rules.0.when", "[\"conf>=sa_mm\"]", "sa_mm" },
        { "rules.0.when", "[\"conf>=saThr\"]", "saThr" },
        { "rules.0.when", "[\"npos>=2\"]", "npos" },
        { "rules.0.when", "[\"sa>=１０\"]", "１０" },
        { "rules.0.when", "[\"sa>=1１\"]", "1１" },
        { "rules.4.when", "[\"npos>=２\"]", "２" },
        { "rules.4.when", "[\"cls=P\"]", "rule E2" },
        { "rules.4.when", "[\"nposSides<2\"]", "rule E2" },
        { "rules.4.when", "[\"nposSides>=n2_mm\"]", "n2_mm" },
        { "rules.0.unless", "[\"X9\"]", "X9" },
        { "rules.0.unless", "[\"R1\"]", "less urgent" },
        { "rules.0.unless", "[\"U2\", \"U1\"]", "itself" },
        { "rules.3.unless", "[\"U3\"]", "never about a node" },
        { "staging", "\"AJCC7\"", "staging" },
        { "staging", "null", "staging" },
        { "params.sa_level_mm", "{\"2\": 11}", "params.sa_level_mm" },
        { "params.necrosis_frac", "10", "params.necrosis_frac" },
        { "rules.0.when", "[\"sa>=1cm\"]", "'cm'" },
        { "rules.0.when", "[\"sa>=5 mm3\"]", "'mm3'" },
        { "rules.0.when", "[\"vol>=5mm\"]", "'mm'" },
        { "rules.0.when", "[\"conf>=50\"]", "share" },
        { "rules.0.when", "[\"state=Failed\"]", "state=Failed" },
        { "rules.0.when", "\"cls=ENE\"", "rule U1.when" },
        { "rules.0.src", "{\"AJCC7\": \"x\"}", "AJCC7" },
        { "rules.0.src", "{\"TNM9-general\": \"x\"}", "rule U1.src" },
        { "rules.0.src", "5", "rule U1.src" },
        { "targets", "{\"5\": \"never\"}", "targets.5" },
    };

    [Fact]
    public void The_included_table_has_no_mistake() => Assert.Empty(RuleTableFile.Load("").Errors);

    [Fact]
    public void The_first_table_of_the_design_is_understood() =>
        Assert.Empty(RuleTableFile.Load(RealData.PathOrSkip("design/triage-rules.json")).Errors);

    [Theory]
    [MemberData(nameof(Mistakes))]
    public void A_mistake_is_told_with_its_place_and_gives_no_table(string path, string value, string named)
    {
        var loading = Load(table => Set(table, path, value));
        Assert.Null(loading.Table);
        Assert.Contains(loading.Errors, error => $"{error.Path}: {error.Message}".Contains(named, StringComparison.Ordinal));
    }

    [Fact]
    public void Rules_that_silence_each_other_are_a_mistake()
    {
        var loading = Load(table =>
        {
            Set(table, "rules.3.unless", "[\"E5\"]");
            Set(table, "rules.7.unless", "[\"E1\"]");
        });
        Assert.Null(loading.Table);
        Assert.Contains(loading.Errors, error => error.Message.Contains("each other", StringComparison.Ordinal));
    }

    [Fact]
    public void All_mistakes_are_told_at_once()
    {
        var loading = Load(table =>
        {
            Set(table, "version", "null");
            Set(table, "params.sa_mm", "-1");
            Set(table, "rules.2.when", "[\"redflags\"]");
            Set(table, "rules.5.p", "9");
        });
        Assert.Equal(4, loading.Errors.Count);
    }

    [Fact]
    public void Mistakes_are_told_with_line_and_column_in_the_order_of_the_file()
    {
        var text = Changed(_ => { }).Replace("\r", "", StringComparison.Ordinal);
        text = text.Replace("\"cls=ENE\",", "\"淋巴=ENE\", \"sa >= 5 furlong\",", StringComparison.Ordinal)
            .Replace("\"n2_mm\": 30", "\"n2_mm\": -30", StringComparison.Ordinal)
            .Replace("\"first_match\"", "\"first\"", StringComparison.Ordinal);

        var loading = LoadText(text);

        Assert.Equal(["params.n2_mm", "rule U1.when", "rule U1.when"], loading.Mistakes.Select(mistake => mistake.Path));
        var lines = text.Split('\n');
        string[] written = ["-30", "\"淋巴=ENE\"", "\"sa >= 5 furlong\""];
        Assert.All(loading.Mistakes.Zip(written), pair =>
            Assert.StartsWith(pair.Second, lines[pair.First.Line - 1][(pair.First.Column - 1)..], StringComparison.Ordinal));
        Assert.Contains("'furlong'", loading.Mistakes[2].Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{\n  \"version\": \"1\",\n  \"staging\": AJCC8\n}", 3, 14)]
    [InlineData("{\n  \"版本\": \"一\" \"x\"\n}", 2, 13)]
    [InlineData("{\n", 2, 1)]
    public void What_is_not_JSON_is_told_with_line_and_column(string text, int line, int column)
    {
        var mistake = Assert.Single(LoadText(text).Mistakes);
        Assert.Equal((line, column), (mistake.Line, mistake.Column));
    }

    [Theory]
    [InlineData("\"淋巴\": \"\\uD800\"", 2, 9)]
    [InlineData("\"a\": 1, \"\\uDC00\": 2", 2, 11)]
    public void Half_a_character_is_told_with_line_and_column(string member, int line, int column)
    {
        var mistake = Assert.Single(LoadText($"{{\n  {member}\n}}").Mistakes);
        Assert.Equal((line, column), (mistake.Line, mistake.Column));
        Assert.Contains("half a character", mistake.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_is_not_UTF8_is_told_with_line_and_column()
    {
        var mistake = Assert.Single(LoadBytes(Encoding.Latin1.GetBytes("{\n  \"version\": \"Ärzte\"\n}")).Mistakes);
        Assert.Equal((2, 14), (mistake.Line, mistake.Column));
        Assert.Contains("UTF-8", mistake.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_node_rule_may_give_way_to_a_study_rule_that_names_nodes() => Assert.Empty(Load(table => Set(table, "rules.9.unless", "[\"E3\"]")).Mistakes);

    [Fact]
    public void A_name_that_is_written_twice_is_a_mistake()
    {
        var text = Changed(_ => { }).Replace("\"sa_mm\": 10,", "\"sa_mm\": 10, \"sa_mm\": 100,", StringComparison.Ordinal);
        Assert.Contains("twice", Assert.Single(LoadText(text).Mistakes).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_staging_edition_chooses_the_source_that_a_reason_names()
    {
        NodeFinding[] ene = [new RuleCase.GivenNode("ENE", 9).ToFinding(1)];
        string Source(string edition) => Load(table => Set(table, "staging", $"\"{edition}\"")).Table!.Judge(ene, new(1, 250, true)).Reasons[0].Source;
        Assert.Contains("AJCC8", Source("AJCC8-general"), StringComparison.Ordinal);
        Assert.Contains("TNM9", Source("TNM9-general"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_number_may_carry_the_unit_of_its_field()
    {
        var loading = Load(table => Set(table, "rules.0.when", "[\"sa>=5 mm\", \"vol>=10mm3\", \"maxd > n2_mm\"]"));
        Assert.Empty(loading.Mistakes);
    }

    [Theory]
    [InlineData("{")]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{\"rules\": [null]}")]
    [InlineData("{\"rules\": [{\"p\": \"one\"}]}")]
    [InlineData("{\"params\": null}")]
    public void What_is_no_table_is_told_and_never_thrown(string text)
    {
        var loading = LoadText(text);
        Assert.Null(loading.Table);
        Assert.NotEmpty(loading.Errors);
    }

    private static RuleTableLoading Load(Action<JsonNode> change) => LoadText(Changed(change));

    /// <summary>The included table, changed, as text with a line for every value.</summary>
    private static string Changed(Action<JsonNode> change)
    {
        using var stream = typeof(RuleTableFile).Assembly.GetManifestResourceStream("triage-rules.json")!;
        var table = JsonNode.Parse(stream)!;
        change(table);
        return table.ToJsonString(new() { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
    }

    private static RuleTableLoading LoadText(string text) => LoadBytes(Encoding.UTF8.GetBytes(text));

    private static RuleTableLoading LoadBytes(byte[] text)
    {
        var path = Path.GetTempFileName();
        try
        {
            File.WriteAllBytes(path, text);
            return RuleTableFile.Load(path);
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static void Set(JsonNode table, string path, string value)
    {
        var steps = path.Split('.');
        var parent = steps[..^1].Aggregate(table, (node, step) => int.TryParse(step, out var i) ? node[i]! : node[step]!);
        parent[steps[^1]] = JsonNode.Parse(value);
    }
}
