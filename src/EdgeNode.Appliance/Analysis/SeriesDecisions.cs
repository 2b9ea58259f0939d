using System.Text.Json;
using EdgeNode.Appliance.Cases;
using EdgeNode.Appliance.Storage;
using EdgeNode.Contracts;
using Microsoft.Data.Sqlite;

namespace EdgeNode.Appliance.Analysis;

/// <summary>The decision of each revision. It is written in the transaction that queues the case: a queued case always has one.</summary>
public sealed class SeriesDecisions(Database database)
{
    internal static void Store(SqliteConnection connection, CaseRecord seen, SeriesDecision decision) => connection.Execute(
        """
        INSERT INTO series_decisions (case_id, revision, series, neck) VALUES ($id, $revision, $series, $neck)
        ON CONFLICT DO UPDATE SET series = excluded.series, neck = excluded.neck
        """,
        ("$id", seen.Id.ToString()),
        ("$revision", seen.Revision),
        ("$series", JsonSerializer.Serialize(decision.Chosen, ContractsJson.Default.ChosenSeries)),
        ("$neck", JsonSerializer.Serialize(decision.Neck, ContractsJson.Default.ImagedNeck)));

    /// <exception cref="InvalidOperationException">The case was never queued.</exception>
    public SeriesDecision Of(CaseRecord queued) => database.Read(connection => connection.Query(
        "SELECT series, neck FROM series_decisions WHERE case_id = $id AND revision = $revision",
        row => new SeriesDecision(
            JsonSerializer.Deserialize(row.Text("series")!, ContractsJson.Default.ChosenSeries)!,
            JsonSerializer.Deserialize(row.Text("neck")!, ContractsJson.Default.ImagedNeck)!),
        ("$id", queued.Id.ToString()),
        ("$revision", queued.Revision))).SingleOrDefault() ?? throw new InvalidOperationException("A case is analysed whose series was never chosen.");
}
