using System.Globalization;
using EdgeNode.Appliance.Cases;
using EdgeNode.Appliance.Sync.Anonymisation;
using EdgeNode.Dicom.DataSets;
using EdgeNode.Dicom.Files;

namespace EdgeNode.Appliance.Analysis;

/// <summary>Age and sex from a study's first image, identifier and day from the case: what the report's anonymised subject is made of.</summary>
internal static class SubjectReader
{
    public static SubjectFacts Of(CaseRecord record, FileRegion? image)
    {
        var data = image is { } region ? Header(region) : null;
        var day = record.StudyTime is { Length: >= 10 } time
            && DateOnly.TryParseExact(time[..10], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var studied) ? studied : (DateOnly?)null;
        var born = DateOnly.TryParseExact(data?.GetString(Tags.PatientBirthDate), "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var birth)
            ? birth : (DateOnly?)null;
        return new(record.PatientId, day, Years(data?.GetString(Tags.PatientAge)) ?? Between(born, day), data?.GetString(Tags.PatientSex));
    }

    private static DicomDataset? Header(FileRegion region)
    {
        try
        {
            return DicomReader.ReadFile(region, ReadScope.Header).File?.DataSet;
        }
        catch (IOException)
        {
            // The report must not fail for want of an age.
            return null;
        }
    }

    /// <summary>Age String (PS3.5 6.2): three digits and D, W, M or Y.</summary>
    private static int? Years(string? age) => age is [_, _, _, var unit] && int.TryParse(age[..3], NumberStyles.None, CultureInfo.InvariantCulture, out var n)
        ? unit switch { 'Y' => n, 'M' => n / 12, 'W' or 'D' => n / (unit == 'W' ? 52 : 365), _ => null }
        : null;

    private static int? Between(DateOnly? born, DateOnly? day) => born is { } from && day is { } to && to >= from
        ? to.Year - from.Year - (to < from.AddYears(to.Year - from.Year) ? 1 : 0)
        : null;
}
