using EdgeNode.Center.Storage;
using Microsoft.Data.Sqlite;

namespace EdgeNode.Center.Tests.Storage;

/// <summary>A centre of any earlier version comes to the same schema as a new one, with its rows.</summary>
public sealed class MigrationTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("edgenode-migrations").FullName;

    public static TheoryData<int> Earlier => [.. Migrations.Scripts().SkipLast(1).Select(script => script.Number)];

    [Theory]
    [MemberData(nameof(Earlier))]
    public void An_earlier_schema_comes_forward_with_its_rows(int version)
    {
        using var expected = Open("fresh");
        Migrations.Apply(expected, isPostgres: false);
        using var database = Open("old");
        foreach (var (number, script) in Migrations.Scripts().Where(script => script.Number <= version))
        {
            database.Run(script);
            if (number == 1)
            {
                database.Run(
                    """
                    INSERT INTO reports (id, node, case_key, revision, state, level, nodes, schema, payload, received) VALUES ('r', 'box', 'k', 1, 'Analysed', 1, 2, 's', x'0102', 't');
                    INSERT INTO quarantine (key, node, topic, reason, payload, received) VALUES ('q', 'box', 't', 'UNKNOWN', x'00', 't');
                    INSERT INTO sites (node, online, bd_seq, software, last_change) VALUES ('box', 1, 0, '1', 't');
                    """);
            }
        }

        database.Run($"PRAGMA user_version = {version}");
        Migrations.Apply(database, isPostgres: false);
        Assert.Equal(Schema(expected), Schema(database));
        Assert.Equal(Lines(expected, "SELECT user_version FROM pragma_user_version"), Lines(database, "SELECT user_version FROM pragma_user_version"));
        Assert.Equal(["r k 0102"], Lines(database, "SELECT r.id || ' ' || f.case_key || ' ' || hex(f.payload) FROM reports r JOIN facts f USING (id)"));
        Assert.Equal(["q box"], Lines(database, "SELECT q.key || ' ' || s.node FROM quarantine q JOIN sites s USING (node)"));
    }

    public void Dispose()
    {
        Directory.Delete(_folder, recursive: true);
    }

    private SqliteConnection Open(string name)
    {
        var connection = new SqliteConnection($"Data Source={Path.Combine(_folder, name)};Pooling=False");
        connection.Open();
        return connection;
    }

    private static List<string> Schema(SqliteConnection connection) => Lines(
        connection, "SELECT type || ' ' || name || ' ' || tbl_name || ' ' || coalesce(sql, '') FROM sqlite_schema ORDER BY type, name");

    private static List<string> Lines(SqliteConnection connection, string query) => connection.Rows(query, row => row.GetValue(0).ToString()!);
}
