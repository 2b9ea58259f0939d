using System.Data.Common;
using System.Globalization;

namespace EdgeNode.Center.Storage;

/// <summary>A statement with named parameters, to be run.</summary>
internal sealed record Statement(string Sql, params (string Name, object? Value)[] Parameters);

/// <summary>Short forms for one statement with named parameters, the same for SQLite and PostgreSQL.</summary>
internal static class Statements
{
    /// <summary>Runs a statement; rows changed.</summary>
    public static int Run(this DbConnection connection, string sql, params (string Name, object? Value)[] parameters)
    {
        using var command = connection.Prepare(sql, parameters);
        return command.ExecuteNonQuery();
    }

    /// <summary>
    /// Runs statements in their order; rows changed by each. A server gets all of them at once: a round trip each would be most of the time.
    /// </summary>
    public static IReadOnlyList<int> RunAll(this DbConnection connection, IReadOnlyList<Statement> statements)
    {
        if (!connection.CanCreateBatch || statements.Count == 0)
            return [.. statements.Select(statement => connection.Run(statement.Sql, statement.Parameters))];
        using var batch = connection.CreateBatch();
        foreach (var statement in statements)
        {
            var command = batch.CreateBatchCommand();
#pragma warning disable CA2100 // Every statement is a literal of this assembly; values travel as parameters.
            command.CommandText = statement.Sql;
#pragma warning restore CA2100
            Bind(command.Parameters, command.CreateParameter, statement.Parameters);
            batch.BatchCommands.Add(command);
        }

        batch.ExecuteNonQuery();
        return [.. batch.BatchCommands.Select(command => command.RecordsAffected)];
    }

    /// <summary>All rows of a query, each turned into a record.</summary>
    public static List<T> Rows<T>(this DbConnection connection, string sql, Func<DbDataReader, T> row, params (string Name, object? Value)[] parameters)
    {
        using var command = connection.Prepare(sql, parameters);
        using var reader = command.ExecuteReader();
        var rows = new List<T>();
        while (reader.Read())
            rows.Add(row(reader));
        return rows;
    }

    /// <summary>The rows of a query one after the other, for results that need not be in memory at once.</summary>
    public static IEnumerable<T> Each<T>(this DbConnection connection, string sql, Func<DbDataReader, T> row, params (string Name, object? Value)[] parameters)
    {
        using var command = connection.Prepare(sql, parameters);
        using var reader = command.ExecuteReader();
        while (reader.Read())
            yield return row(reader);
    }

    public static int? WholeOrNull(this DbDataReader row, int column) => row.IsDBNull(column) ? null : row.GetInt32(column);

    public static long? LongOrNull(this DbDataReader row, int column) => row.IsDBNull(column) ? null : row.GetInt64(column);

    public static double? NumberOrNull(this DbDataReader row, int column) => row.IsDBNull(column) ? null : row.GetDouble(column);

    public static string? TextOrNull(this DbDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);

    /// <summary>How times are written: sortable UTC text.</summary>
    public static string ToStored(this DateTimeOffset moment) => moment.UtcDateTime.ToString("O", CultureInfo.InvariantCulture);

    private static DbCommand Prepare(this DbConnection connection, string sql, (string Name, object? Value)[] parameters)
    {
        var command = connection.CreateCommand();
#pragma warning disable CA2100 // Every statement is a literal of this assembly; values travel as parameters.
        command.CommandText = sql;
#pragma warning restore CA2100
        Bind(command.Parameters, command.CreateParameter, parameters);
        return command;
    }

    private static void Bind(DbParameterCollection to, Func<DbParameter> create, (string Name, object? Value)[] parameters)
    {
        foreach (var (name, value) in parameters)
        {
            var parameter = create();
            (parameter.ParameterName, parameter.Value) = (name, value ?? DBNull.Value);
            to.Add(parameter);
        }
    }
}
