using System.Text.Json;
using EdgeNode.Appliance.Analysis;
using EdgeNode.Appliance.Cases;
using EdgeNode.Appliance.Storage;
using EdgeNode.Contracts;
using EdgeNode.Contracts.Results;

namespace EdgeNode.Appliance.Kiosk;

/// <summary>An earlier result of the same patient: a revision of the study, or another study's newest. With who it is of, to be shown beside it.</summary>
public sealed record Prior(
    Guid CaseId, int Revision, bool SameStudy, string PatientName, string PatientId, string? StudyTime, DateTimeOffset Analysed, int? Priority, string? ModelVersion);

/// <summary>
/// Results to compare with. A patient is the same by two marks, number and name, and neither may be missing: the box holds no issuer of numbers.
/// </summary>
public sealed class Priors(Database database, DerivedFiles files)
{
    /// <summary>The newest first: earlier revisions of the case, and other studies of the patient no later than it.</summary>
    public IReadOnlyList<Prior> Of(Guid id)
    {
        var found = database.Read(connection => CaseStore.Find(connection, id) is not { } asked ? [] : connection.Query(
            """
            SELECT c.*, r.json, r.analysed, r.revision AS result_revision FROM cases c JOIN results r ON r.case_id = c.case_id
            WHERE (c.case_id = $id AND r.revision < $revision)
               OR (c.case_id <> $id AND r.revision = c.revision AND c.state = 'Analysed' AND c.patient_id = $patient AND upper(c.patient_name) = upper($name)
                   AND trim(c.patient_id) <> '' AND trim(replace(c.patient_name, '^', '')) <> '' AND (c.study_time IS NULL OR $time IS NULL OR c.study_time <= $time))
            ORDER BY coalesce(c.study_time, '') DESC, r.analysed DESC
            """,
            row => (Case: CaseRecord.Read(row), Result: Parse(row.Text("json")!), Analysed: row.Time("analysed")!.Value),
            ("$id", id.ToString()), ("$revision", asked.Revision), ("$patient", asked.PatientId), ("$name", asked.PatientName), ("$time", asked.StudyTime)));
        return [.. found
            .Where(prior => prior.Result is { State: CaseState.Analysed, Geometry: not null } result && File.Exists(files.Volume(prior.Case.Id, result.Revision)))
            .Select(prior => new Prior(
                prior.Case.Id, prior.Result.Revision, prior.Case.Id == id, prior.Case.PatientName, prior.Case.PatientId, prior.Case.StudyTime,
                prior.Analysed, prior.Result.Priority?.Level, prior.Result.Model?.Version))];
    }

    /// <summary>The result of one revision, the present one or an earlier; null where none was computed.</summary>
    public CaseResult? Result(Guid id, int revision) => database.Read(connection =>
        connection.Scalar("SELECT json FROM results WHERE case_id = $id AND revision = $revision", ("$id", id.ToString()), ("$revision", revision)) is string json ? Parse(json) : null);

    /// <summary>The result of the case's present revision; null when the case has moved on or was never analysed.</summary>
    public CaseResult? Present(Guid id) => database.Read(connection =>
        connection.Scalar("SELECT r.json FROM cases c JOIN results r ON r.case_id = c.case_id AND r.revision = c.revision WHERE c.case_id = $id", ("$id", id.ToString())) is string json ? Parse(json) : null);

    private static CaseResult Parse(string json) => JsonSerializer.Deserialize(json, ContractsJson.Default.CaseResult)!;
}
