using System.Data.Common;
using EdgeNode.Center.Storage;

namespace EdgeNode.Center.Adjudicating;

/// <summary>Stores decisions and finds them; nothing here changes or removes one. Retention does, with its case.</summary>
public sealed class Adjudications(CenterDatabase database)
{
    private const string Columns = "SELECT id, node, case_key, revision, number, outcome, decider, role, seen, made FROM adjudications";

    /// <summary>When it returns, the decision is on disk. A second one with the same id is passed over.</summary>
    /// <exception cref="DbException">The store refuses: nothing was decided.</exception>
    public void Add(Adjudication made) => database.Read(connection => connection.Run(
        """
        INSERT INTO adjudications (id, node, case_key, revision, number, outcome, decider, role, seen, made)
        VALUES (@id, @node, @case, @revision, @number, @outcome, @by, @role, @seen, @made) ON CONFLICT (id) DO NOTHING
        """,
        ("@id", made.Id.ToString()),
        ("@node", made.Site),
        ("@case", made.CaseKey),
        ("@revision", made.Revision),
        ("@number", made.Number),
        ("@outcome", made.Outcome.ToString()),
        ("@by", made.By),
        ("@role", made.Role),
        ("@seen", made.Seen),
        ("@made", made.Made)));

    /// <summary>All, in the order in which they were made.</summary>
    public IReadOnlyList<Adjudication> All() => database.Read(connection => connection.Rows($"{Columns} ORDER BY n", Row));

    public IReadOnlyList<Adjudication> Of(string site, string caseKey) => database.Read(connection =>
        connection.Rows($"{Columns} WHERE node = @node AND case_key = @case ORDER BY n", Row, ("@node", site), ("@case", caseKey)));

    private static Adjudication Row(DbDataReader row) => new(
        Guid.Parse(row.GetString(0)), row.GetString(1), row.GetString(2), row.GetInt32(3), row.GetInt32(4), Enum.Parse<Outcome>(row.GetString(5)), row.GetString(6), row.GetString(7), row.GetInt64(8), row.GetString(9));
}
