using System.Text.Json;
using EdgeNode.Contracts;
using EdgeNode.Contracts.Sync;

namespace EdgeNode.Center.Storage;

/// <summary>A case as the centre lists it: its latest revision. Site, pseudonym and figures; nothing that points at a person.</summary>
public sealed record CaseSummary(
    string Site, string CaseKey, int Revision, string State, int? Level, int Nodes, string Id, string Received);

/// <summary>A box: whether it is connected, and what waits there.</summary>
public sealed record SiteSummary(string Site, bool Online, string Software, int? Unsent, long? OldestUnsentSeconds, string? LastHeartbeat);

/// <summary>The latest crop of a node; image, labels and numbers are names of blobs.</summary>
public sealed record CropSummary(string Site, string CaseKey, int Revision, int Number, int Version, string Image, string Labels, string Numbers, string Why);

/// <summary>A message that was set aside: its id or digest, site, reason and length.</summary>
public sealed record QuarantinedMessage(string Key, string Site, string Reason, int Bytes, string Received);

/// <summary>What the page and its API read.</summary>
public sealed class CaseQueries(CenterDatabase database)
{
    /// <summary>Latest revision of each case, the latest arrivals first.</summary>
    public IReadOnlyList<CaseSummary> Latest(int limit) => database.Read(connection => connection.Rows(
        """
        SELECT node, case_key, revision, state, level, nodes, id, received FROM reports AS r
        WHERE NOT EXISTS (
          SELECT 1 FROM reports AS later
          WHERE later.node = r.node AND later.case_key = r.case_key AND (later.revision, later.n) > (r.revision, r.n))
        ORDER BY n DESC LIMIT @limit
        """,
        row => new CaseSummary(
            row.GetString(0),
            row.GetString(1),
            row.GetInt32(2),
            row.GetString(3),
            row.WholeOrNull(4),
            row.GetInt32(5),
            row.GetString(6),
            row.GetString(7)),
        ("@limit", limit)));

    public IReadOnlyList<SiteSummary> Sites() => database.Read(connection => connection.Rows(
        "SELECT node, online, software, unsent, oldest_s, last_beat FROM sites ORDER BY node",
        row => new SiteSummary(
            row.GetString(0),
            row.GetInt64(1) == 1,
            row.GetString(2),
            row.WholeOrNull(3),
            row.LongOrNull(4),
            row.TextOrNull(5))));

    /// <summary>Facts in the order of their commits: kind, case, the box's own number.</summary>
    public IReadOnlyList<(string Site, string Kind, string? CaseKey, string Epoch, long? Sequence, string Id)> Facts() => database.Read(connection => connection.Rows(
        "SELECT node, kind, case_key, epoch, seq, id FROM facts ORDER BY n",
        row => (row.GetString(0), row.GetString(1), row.TextOrNull(2), row.GetString(3), row.LongOrNull(4), row.GetString(5))));

    /// <summary>Crops, the latest version of each node: where, number, and the names of its blobs.</summary>
    public IReadOnlyList<CropSummary> Crops() => database.Read(connection => connection.Rows($"{CropColumns} ORDER BY node, case_key, revision, number", Crop));

    public IReadOnlyList<CropSummary> Crops(string site, string caseKey) => database.Read(connection =>
        connection.Rows($"{CropColumns} WHERE node = @node AND case_key = @case ORDER BY revision, number", Crop, ("@node", site), ("@case", caseKey)));

    /// <summary>Messages of a kind as they came, in the order of their commits.</summary>
    public IReadOnlyList<byte[]> Payloads(string kind) => database.Read(connection =>
        connection.Rows("SELECT payload FROM facts WHERE kind = @kind ORDER BY n", row => (byte[])row[0], ("@kind", kind)));

    /// <summary>A case: the last report of each revision, the latest first; acts in order; crops.</summary>
    public (IReadOnlyList<CaseReport> Reports, IReadOnlyList<FeedbackAct> Acts, IReadOnlyList<CropSummary> Crops) Case(string site, string caseKey)
    {
        var facts = database.Read(connection => connection.Rows(
            "SELECT kind, payload FROM facts WHERE node = @node AND case_key = @case ORDER BY n",
            row => (Kind: row.GetString(0), Payload: (byte[])row[1]), ("@node", site), ("@case", caseKey)));
        var reports = facts.Where(fact => fact.Kind == Topics.ResultKind).Select(fact => JsonSerializer.Deserialize(fact.Payload, ContractsJson.Default.CaseReport)!);
        return (
            [.. reports.GroupBy(report => report.Revision).Select(same => same.Last()).OrderByDescending(report => report.Revision)],
            [.. facts.Where(fact => fact.Kind == Topics.FeedbackKind).Select(fact => JsonSerializer.Deserialize(fact.Payload, ContractsJson.Default.FeedbackAct)!)],
            Crops(site, caseKey));
    }

    /// <summary>Facts after a number, in the order of their commits; those that retention emptied left out.</summary>
    public IReadOnlyList<(long N, string Site, string Kind, byte[] Payload)> FactsAfter(long n, int limit) => database.Read(connection => connection.Rows(
        "SELECT n, node, kind, payload FROM facts WHERE n > @n AND length(payload) > 0 ORDER BY n LIMIT @limit",
        row => (row.GetInt64(0), row.GetString(1), row.GetString(2), (byte[])row[3]), ("@n", n), ("@limit", limit)));

    /// <summary>What was set aside, the latest first; without the messages themselves.</summary>
    public IReadOnlyList<QuarantinedMessage> Quarantined() => database.Read(connection => connection.Rows(
        "SELECT key, node, reason, length(payload), received FROM quarantine ORDER BY n DESC LIMIT 1000",
        row => new QuarantinedMessage(row.GetString(0), row.GetString(1), row.GetString(2), (int)row.GetInt64(3), row.GetString(4))));

    private const string CropColumns = "SELECT node, case_key, revision, number, version, image, labels, numbers, why FROM crops";

    private static CropSummary Crop(System.Data.Common.DbDataReader row) => new(
        row.GetString(0), row.GetString(1), row.GetInt32(2), row.GetInt32(3), row.GetInt32(4), row.GetString(5), row.GetString(6), row.GetString(7), row.GetString(8));

    /// <summary>Rows of all reports and of the quarantine.</summary>
    public (long Reports, long Quarantined) Counts() => database.Read(connection => connection.Rows(
        "SELECT (SELECT count(*) FROM reports), (SELECT count(*) FROM quarantine)", row => (row.GetInt64(0), row.GetInt64(1)))[0]);
}
