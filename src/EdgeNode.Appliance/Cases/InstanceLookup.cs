using EdgeNode.Appliance.Storage;
using Microsoft.Data.Sqlite;

namespace EdgeNode.Appliance.Cases;

/// <summary>Asks for every received instance whether it has its row, with one prepared statement on a connection of its own. Not for several threads at once.</summary>
internal sealed class InstanceLookup(Database database) : IDisposable
{
    private SqliteCommand? _command;

    /// <summary>The case and the checksum (null: of the first schema) of an instance that has its row.</summary>
    public (Guid CaseId, string? Checksum)? Find(string sopInstanceUid) => Ask(_command ??= Prepare(database.OpenReader()), sopInstanceUid);

    /// <summary>The same question on the caller's connection, inside its transaction.</summary>
    public static (Guid CaseId, string? Checksum)? Find(SqliteConnection connection, string sopInstanceUid)
    {
        using var command = Prepare(connection);
        return Ask(command, sopInstanceUid);
    }

    public void Dispose()
    {
        _command?.Connection?.Dispose();
        _command?.Dispose();
    }

    private static (Guid CaseId, string? Checksum)? Ask(SqliteCommand command, string sopInstanceUid)
    {
        command.Parameters[0].Value = sopInstanceUid;
        using var row = command.ExecuteReader();
        return row.Read() ? (Guid.Parse(row.GetString(0)), row.IsDBNull(1) ? null : row.GetString(1)) : null;
    }

    private static SqliteCommand Prepare(SqliteConnection connection)
    {
        var command = connection.CreateCommand();
        command.CommandText = "SELECT case_id, checksum FROM instances WHERE sop_instance_uid = $uid";
        command.Parameters.Add("$uid", SqliteType.Text);
        return command;
    }
}
