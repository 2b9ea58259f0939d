using System.Globalization;
using EdgeNode.Appliance.Storage;
using EdgeNode.Appliance.Sync.Anonymisation;
using Microsoft.Data.Sqlite;

namespace EdgeNode.Appliance.Sync.Crops;

/// <summary>Counts the patients of a quarter, sex and age band. Patients are kept as pseudonyms; nothing of this leaves.</summary>
internal static class CropSubjects
{
    public static void Keep(SqliteConnection connection, Guid caseId, SiteSecret secret, SubjectFacts facts, string studyInstanceUid)
    {
        var told = Subjects.From(secret, facts, studyInstanceUid);
        var quarter = facts.StudyDate is { } day ? string.Create(CultureInfo.InvariantCulture, $"{day.Year}Q{(day.Month + 2) / 3}") : "-";
        connection.Execute(
            "INSERT INTO crop_subjects (case_id, cell, patient) VALUES ($case, $cell, $patient) ON CONFLICT (case_id) DO UPDATE SET cell = excluded.cell, patient = excluded.patient",
            ("$case", caseId.ToString()),
            ("$cell", $"{quarter} {told.Sex ?? "-"} {told.AgeBand ?? "-"}"),
            ("$patient", told.PatientKey ?? told.StudyUid));
    }

    /// <summary>How many patients are like the one of a case, itself counted; 0 where the case is not known here.</summary>
    public static long Alike(SqliteConnection connection, Guid caseId) => (long)connection.Scalar(
        "SELECT count(DISTINCT patient) FROM crop_subjects WHERE cell = (SELECT cell FROM crop_subjects WHERE case_id = $case)", ("$case", caseId.ToString()))!;
}
