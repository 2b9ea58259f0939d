using EdgeNode.Contracts.Sync;

namespace EdgeNode.Appliance.Sync.Anonymisation;

/// <summary>What the box knows of a patient and a training set may learn in a changed form. Personal: stays in the box.</summary>
/// <param name="PatientId">Patient ID (0010,0020); empty where there is none.</param>
/// <param name="StudyDate">Study Date (0008,0020).</param>
/// <param name="AgeYears">From Patient's Age (0010,1010), or birth date and study date.</param>
/// <param name="Sex">Patient's Sex (0010,0040) as it was sent.</param>
public sealed record SubjectFacts(string PatientId, DateOnly? StudyDate, int? AgeYears, string? Sex);

/// <summary>The only way from a patient to what leaves the hospital.</summary>
internal static class Subjects
{
    public static ReportedSubject From(SiteSecret secret, SubjectFacts facts, string studyInstanceUid)
    {
        var patient = facts.PatientId.Trim();
        return new(
            patient.Length == 0 ? null : Pseudonyms.Patient(secret, patient),
            Pseudonyms.Uid(secret, studyInstanceUid),
            facts.StudyDate is { } day ? Moved(day, Pseudonyms.DateShift(secret, patient.Length == 0 ? studyInstanceUid : patient)) : null,
            facts.AgeYears is { } years ? AgeBand(years) : null,
            facts.Sex is "M" or "F" or "O" ? facts.Sex : null);
    }

    /// <summary>Ten years; the young and the very old, who are few, are pooled. Null for what is no age.</summary>
    public static string? AgeBand(int years) => years switch
    {
        < 0 or > 130 => null,
        < 18 => "0-17",
        < 30 => "18-29",
        >= 85 => "85+",
        >= 80 => "80-84",
        _ => $"{years / 10 * 10}-{(years / 10 * 10) + 9}",
    };

    private static DateOnly? Moved(DateOnly day, int days)
    {
        var number = day.DayNumber + days;
        return number >= DateOnly.MinValue.DayNumber && number <= DateOnly.MaxValue.DayNumber ? DateOnly.FromDayNumber(number) : null;
    }
}
