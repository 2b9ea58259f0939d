using Microsoft.Data.Sqlite;

namespace EdgeNode.EndToEnd.Harness;

/// <summary>The database of a box, read or changed behind its back.</summary>
internal static class BoxDatabase
{
    /// <summary>First column of the first row, after all statements.</summary>
    public static object? Ask(ApplianceUnderTest box, string sql)
    {
        using var connection = new SqliteConnection($"Data Source={Path.Combine(box.Data, "edgenode.db")};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // Literals of tests.
        command.CommandText = sql;
#pragma warning restore CA2100
        return command.ExecuteScalar();
    }

    /// <summary>Changes it while the box is off.</summary>
    public static async Task ChangeAsync(ApplianceUnderTest box, string sql)
    {
        await box.KillAsync();
        Ask(box, sql);
        await box.StartAsync();
    }
}
