using System.Globalization;
using Microsoft.Data.Sqlite;

namespace EdgeNode.Appliance.Storage;

/// <summary>Short forms for one statement with named parameters. Statements inside a write join its transaction by themselves.</summary>
internal static class SqliteCommands
{
    /// <summary>Runs a statement; rows changed.</summary>
    public static int Execute(this SqliteConnection connection, string sql, params (string Name, object? Value)[] parameters)
    {
        using var command = connection.Prepare(sql, parameters);
        return command.ExecuteNonQuery();
    }

    /// <summary>First column of the first row, or null.</summary>
    public static object? Scalar(this SqliteConnection connection, string sql, params (string Name, object? Value)[] parameters)
    {
        using var command = connection.Prepare(sql, parameters);
        var value = command.ExecuteScalar();
        return value is DBNull ? null : value;
    }

    /// <summary>A value of the table <c>meta</c>, or null.</summary>
    public static string? Meta(this SqliteConnection connection, string key) => (string?)connection.Scalar("SELECT value FROM meta WHERE key = $key", ("$key", key));

    /// <summary>A time that <c>meta</c> keeps, written by <see cref="ToStored"/>; null without one.</summary>
    public static DateTimeOffset? MetaTime(this SqliteConnection connection, string key) => Stored(connection.Meta(key));

    /// <summary>All rows of a query, each turned into a record.</summary>
    public static List<T> Query<T>(this SqliteConnection connection, string sql, Func<SqliteDataReader, T> row, params (string Name, object? Value)[] parameters)
    {
        using var command = connection.Prepare(sql, parameters);
        using var reader = command.ExecuteReader();
        var rows = new List<T>();
        while (reader.Read())
        {
            rows.Add(row(reader));
        }

        return rows;
    }

    public static string? Text(this SqliteDataReader reader, string column) => reader[column] as string;

    public static int Int(this SqliteDataReader reader, string column) => (int)(long)reader[column];

    public static DateTimeOffset? Time(this SqliteDataReader reader, string column) =>
        Stored(reader[column] as string);

    /// <summary>How times are written: sortable UTC text.</summary>
    public static string ToStored(this DateTimeOffset time) => time.UtcDateTime.ToString("O", CultureInfo.InvariantCulture);

    private static DateTimeOffset? Stored(string? text) =>
        text is null ? null : DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind);

    private static SqliteCommand Prepare(this SqliteConnection connection, string sql, (string Name, object? Value)[] parameters)
    {
        var command = connection.CreateCommand();
#pragma warning disable CA2100 // Every statement is a literal of this assembly; values travel as parameters.
        command.CommandText = sql;
#pragma warning restore CA2100
        foreach (var (name, value) in parameters)
        {
            command.Parameters.AddWithValue(name, value ?? DBNull.Value);
        }

        return command;
    }
}
