using EdgeNode.Appliance.Alarms.Rules;

namespace EdgeNode.Appliance.Tests.Alarms;

public sealed class RuleTableReaderTests : IDisposable
{
    private readonly string _file = Path.GetTempFileName();

    [Fact]
    public void All_mistakes_of_a_table_are_told_at_once_with_the_rule_they_are_in()
    {
        File.WriteAllText(_file, """
            { "version": "x", "params": { "sa_mm": "ten", "colour": 1 }, "colour": 1,
              "rules": [
                { "id": "A", "p": 5, "scope": "node", "when": ["size>3"], "reason": "X", "tone": 1 },
                { "id": "A", "p": 1, "scope": "world", "when": [], "unless": ["Z"] },
                { "id": "B", "p": 2, "scope": "node", "when": ["cls in P,QQ", "sa>=nothing_mm"], "reason": "Y" } ],
              "default": { "p": 3, "reason": "N" } }
            """);

        var told = RuleTableFile.Load(_file).Errors.Select(error => $"{error.Path} {error.Message}").ToList();

        foreach (var expected in new[] { "colour", "params.sa_mm", "params.colour", "rule A.p", "size>3", "rule A.tone", "rule A.scope", "names 'Z'", "'QQ'", "'nothing_mm'", "default" })
        {
            Assert.Contains(told, line => line.Contains(expected, StringComparison.Ordinal));
        }
    }

    [Fact]
    public void A_table_that_is_no_json_or_not_there_is_one_clear_line()
    {
        File.WriteAllText(_file, "{ rules: ");
        Assert.Single(RuleTableFile.Load(_file).Errors);
        Assert.Single(RuleTableFile.Load(_file + ".missing").Errors);
    }

    public void Dispose() => File.Delete(_file);
}
