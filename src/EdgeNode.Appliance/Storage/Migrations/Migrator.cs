using System.Globalization;
using Microsoft.Data.Sqlite;

namespace EdgeNode.Appliance.Storage.Migrations;

/// <summary>
/// Brings a database file forward, one numbered script after the other, each in its own transaction. Never backward: a version that was gone back
/// to works on what a later one brought forward. Therefore a script from <see cref="FirstThatOnlyAdds"/> on only adds tables, indexes, and columns
/// that an older version can leave out and that no other table has a name of.
/// </summary>
internal static class Migrator
{
    /// <summary>Those before it made tables anew: a version that does not know the seventh cannot work on what came of it.</summary>
    internal const int FirstThatOnlyAdds = 8;

    private const string Marker = ".Migrations.";

    public static void Apply(SqliteConnection connection)
    {
        var current = (int)(long)connection.Scalar("PRAGMA user_version")!;
        foreach (var (number, script) in Scripts().Where(s => s.Number > current))
        {
            using var transaction = connection.BeginTransaction();
            connection.Execute(script);
            connection.Execute(string.Create(CultureInfo.InvariantCulture, $"PRAGMA user_version = {number}"));
            transaction.Commit();
        }
    }

    /// <summary>In order.</summary>
    internal static IEnumerable<(int Number, string Script)> Scripts()
    {
        var assembly = typeof(Migrator).Assembly;
        return assembly.GetManifestResourceNames()
            .Where(name => name.EndsWith(".sql", StringComparison.Ordinal))
            .Select(name =>
            {
                var file = name[(name.IndexOf(Marker, StringComparison.Ordinal) + Marker.Length)..];
                using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
                return (int.Parse(file[..4], CultureInfo.InvariantCulture), reader.ReadToEnd());
            })
            .OrderBy(s => s.Item1);
    }
}
