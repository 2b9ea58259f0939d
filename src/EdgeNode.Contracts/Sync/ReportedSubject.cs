namespace EdgeNode.Contracts.Sync;

/// <summary>
/// Whose scan it was, as far as a training set must know to be split by patient and judged by age and sex (PS3.15 annex E: Basic Profile
/// with Retain Longitudinal Temporal Information with Modified Dates).
/// </summary>
/// <param name="PatientKey">Keyed pseudonym of the patient, 32 hexadecimal digits; null where the scanner gave no identifier.</param>
/// <param name="StudyUid">The study's UID, remapped with the site's secret: a UID under 2.25 that only the site can trace.</param>
/// <param name="StudyDate">Day of the scan, moved by the patient's own number of days (up to a year either way, kept at the site):
/// distances between scans of one patient are true, the day is not.</param>
/// <param name="AgeBand">Ten years such as <c>50-59</c>; <c>0-17</c>, <c>18-29</c> and <c>85+</c> at the ends.</param>
/// <param name="Sex"><c>M</c>, <c>F</c> or <c>O</c>.</param>
public sealed record ReportedSubject(string? PatientKey, string StudyUid, DateOnly? StudyDate, string? AgeBand, string? Sex);
