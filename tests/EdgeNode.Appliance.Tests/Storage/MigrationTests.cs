using EdgeNode.Appliance.Storage;
using EdgeNode.Appliance.Storage.Migrations;
using Microsoft.Data.Sqlite;

namespace EdgeNode.Appliance.Tests.Storage;

/// <summary>A box of any earlier version comes to the same schema as a new one, with its rows.</summary>
public sealed class MigrationTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("edgenode-migrations").FullName;

    public static TheoryData<int> Earlier => [.. Migrator.Scripts().SkipLast(1).Select(script => script.Number)];

    [Theory]
    [MemberData(nameof(Earlier))]
    public async Task An_earlier_schema_comes_forward_with_its_rows(int version)
    {
        var (fresh, old) = (Path.Combine(_folder, "fresh"), Directory.CreateDirectory(Path.Combine(_folder, "old")).FullName);
        Make(Path.Combine(old, Database.FileName), version);

        await using var expected = Database.Open(fresh);
        await using var database = Database.Open(old);
        Assert.Equal(expected.Read(Schema), database.Read(Schema));
        Assert.Equal(expected.Read(Version), database.Read(Version));
        Assert.Equal("Doe^Jane", database.Read(connection => connection.Scalar("SELECT c.patient_name FROM cases c JOIN instances i USING (case_id) WHERE i.file = 'f' AND i.bytes = 10")));
        Assert.Equal("seen", database.Read(connection => connection.Scalar("SELECT acknowledged FROM alarms")));
        Assert.Equal(1L, database.Read(connection => connection.Scalar("SELECT seq FROM outbox WHERE id = 'o'")));
        if (version >= 5) Assert.Equal("A1", database.Read(connection => connection.Scalar("SELECT reader FROM acts WHERE act_id = 'a'")));
        Assert.Equal("ok", database.Read(connection => connection.Scalar("PRAGMA integrity_check")));
        Assert.Null(database.Read(connection => connection.Scalar("PRAGMA foreign_key_check")));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    /// <summary>A database as that version wrote it.</summary>
    private static void Make(string file, int version)
    {
        using var connection = new SqliteConnection($"Data Source={file};Pooling=False");
        connection.Open();
        foreach (var (number, script) in Migrator.Scripts().Where(script => script.Number <= version))
        {
            connection.Execute(script);
            if (number == 1) Fill(connection);
            if (number == version && version >= 5) Act(connection, version >= 7 ? "acts (act_id, kind, case_id, reader, via, content, at) VALUES ('a', 'Acknowledge', 'c', 'A1', 'station', '{}', 't')" : "case_acts (act_id, kind, case_id, reader, content, at) VALUES ('a', 'Acknowledge', 'c', 'A1', '{}', 't')");
        }

        connection.Execute($"PRAGMA user_version = {version}");
    }

    private static void Act(SqliteConnection connection, string row) => connection.Execute("INSERT INTO " + row);

    private static void Fill(SqliteConnection connection) => connection.Execute(
        """
        INSERT INTO cases (case_id, study_uid, state, revision, patient_name, patient_id, last_instance) VALUES ('c', '1.9', 'Analysed', 1, 'Doe^Jane', '42', 't');
        INSERT INTO instances (sop_instance_uid, case_id, series_uid, sop_class_uid, transfer_syntax, file, bytes, sha256, received) VALUES ('1.2', 'c', '1.3', '', '', 'f', 10, 's', 't');
        INSERT INTO alarms (case_id, revision, level, raised, acknowledged) VALUES ('c', 1, 1, 't', 'seen');
        INSERT INTO outbox (id, kind, schema, priority, payload, created, case_id) VALUES ('o', 'k', 's', 1, x'00', 't', 'c');
        """);

    private static object? Version(SqliteConnection connection) => connection.Scalar("PRAGMA user_version");

    private static List<string> Schema(SqliteConnection connection) => connection.Query(
        "SELECT type || ' ' || name || ' ' || tbl_name || ' ' || coalesce(sql, '') AS line FROM sqlite_schema ORDER BY type, name", row => row.Text("line")!);
}
