using EdgeNode.Appliance.Storage;
using Microsoft.Data.Sqlite;

namespace EdgeNode.Appliance.Tests.Storage;

/// <summary>A case that an index does not know, as after a write that the disk lost: a question that goes by the index does not find it.</summary>
internal static class HiddenRow
{
    public static void Write(string file)
    {
        using var connection = new SqliteConnection($"Data Source={file};Pooling=False");
        connection.Open();
        connection.Execute("PRAGMA writable_schema = ON; CREATE TEMP TABLE kept AS SELECT * FROM main.sqlite_schema WHERE name = 'cases_by_state'; DELETE FROM main.sqlite_schema WHERE name = 'cases_by_state'; PRAGMA writable_schema = RESET");
        connection.Execute("INSERT INTO cases (case_id, study_uid, state, revision, patient_name, patient_id, last_instance) VALUES ('c', '1.9', 'Receiving', 1, '', '', '')");
        connection.Execute("PRAGMA writable_schema = ON; INSERT INTO main.sqlite_schema SELECT * FROM kept; PRAGMA writable_schema = RESET");
    }
}
