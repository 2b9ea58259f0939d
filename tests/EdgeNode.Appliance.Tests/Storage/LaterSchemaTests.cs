using System.Text.RegularExpressions;
using EdgeNode.Appliance.Alarms;
using EdgeNode.Appliance.Hosting;
using EdgeNode.Appliance.Storage;
using EdgeNode.Appliance.Storage.Backup;
using EdgeNode.Appliance.Storage.Migrations;
using EdgeNode.Appliance.Tests.Alarms.Life;
using EdgeNode.Appliance.Tests.Intake;
using EdgeNode.Dicom.Network;
using EdgeNode.TestData;
using Microsoft.Data.Sqlite;

namespace EdgeNode.Appliance.Tests.Storage;

/// <summary>Going back to an earlier version: it meets a schema that it does not know.</summary>
public sealed partial class LaterSchemaTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("edgenode-later").FullName;

    public static TheoryData<int> Adding => [.. Migrator.Scripts().Select(script => script.Number).Where(number => number >= Migrator.FirstThatOnlyAdds)];

    [Theory]
    [MemberData(nameof(Adding))]
    public void A_script_only_adds_what_an_older_version_can_leave_out(int number)
    {
        var scripts = Migrator.Scripts().ToList();
        using var before = new SqliteConnection("Data Source=:memory:");
        before.Open();
        foreach (var (_, earlier) in scripts.Where(script => script.Number < number)) before.Execute(earlier);

        var statements = Comment().Replace(scripts.Single(script => script.Number == number).Script, "").Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        var columns = statements.Select(statement => Column().Match(statement)).Where(match => match.Success).Select(match => match.Groups[1].Value).ToList();

        Assert.All(statements, statement => Assert.True(
            Addition().IsMatch(statement) || (Unique().Match(statement) is { Success: true } unique && columns.Contains(unique.Groups[1].Value)), statement));
        // A question that joins two tables names some columns without their table.
        Assert.All(columns, column => Assert.Equal(0L, before.Scalar(
            "SELECT count(*) FROM sqlite_schema t JOIN pragma_table_info(t.name) c WHERE t.type = 'table' AND c.name = $column", ("$column", column))));
    }

    [Fact]
    public async Task What_a_later_version_brought_forward_is_worked_on_as_before_and_nothing_of_it_is_lost()
    {
        await using var earlier = new AlarmBox(folder: _folder);
        var standing = await earlier.AlarmedAsync(1);
        var backups = new Backups(Path.Combine(_folder, "backups"), kept: 1);
        await earlier.Database.DisposeAsync();
        var version = BringForward();

        await using (var started = DatabaseStart.Open(_folder, new(_folder, 0), backups, TimeProvider.System, StartProgress.Untold)) Assert.Null(started.Read(Restoration.Of));
        await using (var box = await earlier.RestartedAsync())
        {
            Assert.Equal(AlarmPhase.Raised, box.Alarms.Find(standing)!.Phase);
            Assert.Null(await box.SeenAsync(standing));
            Assert.Null(await box.DecidedAsync(standing, "TransferScheduled", "A1", "NO_BED_NOW"));
            Assert.Equal(standing, await box.ReceiveAsync());
            await box.JudgeAgainAsync(await box.AlarmedAsync(3, "1.10"), 2, "1.10");
            Assert.Equal([1, 2], box.Queries.All().Select(row => box.Alarms.Find(row.Id)!.Level).Order());
            Assert.NotNull(box.Queries.Detail(standing)!.Result);
            backups.Make(box.Database, AlarmBox.Begin);
        }

        await using (var box = new ReceivingBox(_folder))
        {
            Assert.Equal(DimseStatus.Success, await box.StoreAsync(box.Associate(), "1.3.1", ReceivingBox.DataSet("1.3.1", study: "1.11")));
            Assert.Equal(ReceivingBox.DataSet("1.3.1", study: "1.11"), Assert.Single(box.Stored("1.11")));
        }

        await using var after = Database.Open(_folder);
        Assert.Equal((long)version, after.Read(connection => connection.Scalar("PRAGMA user_version")));
        Assert.Equal("kept", after.Read(connection => connection.Scalar("SELECT added_later FROM later_table")));
        Assert.Equal(3L, after.Read(connection => connection.Scalar("SELECT count(*) FROM cases WHERE later_of_cases = 'usual'")));
        Assert.Null(after.Read(DatabaseCheck.Thorough));
    }

    [Fact]
    public void Every_row_is_written_with_the_names_of_its_columns() =>
        Assert.Empty(Directory.EnumerateFiles(Path.Combine(RealData.Repository, "src", "EdgeNode.Appliance"), "*.cs", SearchOption.AllDirectories)
            .SelectMany(file => Unnamed().Matches(File.ReadAllText(file)).Select(match => $"{Path.GetFileName(file)}: {match.Value}")));

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    /// <summary>As a version after this one might: a table more, a column more in each table, a member more in each result.</summary>
    private int BringForward()
    {
        using var connection = new SqliteConnection($"Data Source={Path.Combine(_folder, Database.FileName)};Pooling=False");
        connection.Open();
        foreach (var table in connection.Query("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%'", row => row.Text("name")!))
        {
            connection.Execute($"ALTER TABLE {table} ADD COLUMN later_of_{table} TEXT NOT NULL DEFAULT 'usual'");
        }

        connection.Execute("CREATE TABLE later_table (added_later TEXT NOT NULL); INSERT INTO later_table (added_later) VALUES ('kept')");
        Assert.Equal(1, connection.Execute("UPDATE results SET json = json_set(json, '$.ofALaterVersion', json('{\"a\": [1]}'))"));
        var version = Migrator.Scripts().Last().Number + 1;
        connection.Execute($"PRAGMA user_version = {version}");
        return version;
    }

    [GeneratedRegex("--.*")]
    private static partial Regex Comment();

    /// <summary>SQLite itself refuses a column that may not be null and has no default.</summary>
    [GeneratedRegex(@"^(CREATE TABLE|CREATE INDEX|ALTER TABLE \w+ ADD COLUMN) ")]
    private static partial Regex Addition();

    [GeneratedRegex(@"^ALTER TABLE \w+ ADD COLUMN (\w+)")]
    private static partial Regex Column();

    /// <summary>Over one column, which an older version leaves null.</summary>
    [GeneratedRegex(@"^CREATE UNIQUE INDEX \w+ ON \w+ \((\w+)\) WHERE \1 IS NOT NULL$")]
    private static partial Regex Unique();

    [GeneratedRegex(@"(?:INSERT(?: OR \w+)?|REPLACE)\s+INTO\s+\w+\s+(?:VALUES|SELECT)\b")]
    private static partial Regex Unnamed();
}
