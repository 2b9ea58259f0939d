namespace EdgeNode.Center.Storage;

/// <summary>A case as the centre lists it: its latest revision. Site, pseudonym and figures; nothing that points at a person.</summary>
public sealed record CaseSummary(
    string Site, string CaseKey, int Revision, string State, int? Level, int Nodes, string Id, string Received);

/// <summary>A box: whether it is connected, and what waits there.</summary>
public sealed record SiteSummary(string Site, bool Online, string Software, int? Unsent, long? OldestUnsentSeconds, string? LastHeartbeat);

/// <summary>The latest crop of a node; image, labels and numbers are names of blobs.</summary>
public sealed record CropSummary(string Site, string CaseKey, int Revision, int Number, int Version, string Image, string Labels, string Numbers, string Why);

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
    public IReadOnlyList<CropSummary> Crops() => database.Read(connection => connection.Rows(
        "SELECT node, case_key, revision, number, version, image, labels, numbers, why FROM crops ORDER BY node, case_key, revision, number",
        row => new CropSummary(
            row.GetString(0), row.GetString(1), row.GetInt32(2), row.GetInt32(3), row.GetInt32(4), row.GetString(5), row.GetString(6), row.GetString(7), row.GetString(8))));

    /// <summary>Messages of a kind as they came, in the order of their commits.</summary>
    public IReadOnlyList<byte[]> Payloads(string kind) => database.Read(connection =>
        connection.Rows("SELECT payload FROM facts WHERE kind = @kind ORDER BY n", row => (byte[])row[0], ("@kind", kind)));

    /// <summary>Rows of all reports and of the quarantine.</summary>
    public (long Reports, long Quarantined) Counts() => database.Read(connection => connection.Rows(
        "SELECT (SELECT count(*) FROM reports), (SELECT count(*) FROM quarantine)", row => (row.GetInt64(0), row.GetInt64(1)))[0]);
}
