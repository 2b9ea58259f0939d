namespace EdgeNode.Appliance.Hosting.Options;

/// <summary><c>alarms.technical</c>: when the silence of scanner or page is a technical alarm.</summary>
public sealed record TechnicalOptions
{
    /// <summary>Working hours without an image before <c>NO_DICOM</c> is raised; 0: never.</summary>
    public double NoDicomHours { get; init; } = 24;

    /// <summary>Days and times on the site's clock that count.</summary>
    public string WorkingHours { get; init; } = "Mon-Fri 07:00-19:00";

    /// <summary>Silence of an open page before <c>PAGE_SILENT</c> is raised, seconds.</summary>
    public double PageSilenceSeconds { get; init; } = 10;

    /// <summary>A kiosk page is open at all times: a page that is closed is an alarm too.</summary>
    public bool PageExpected { get; init; }

    internal IEnumerable<OptionError> Validate(string path)
    {
        if (NoDicomHours is not (>= 0 and <= 10_000))
        {
            yield return new($"{path}.noDicomHours", "is between 0 (never) and 10000 working hours, such as 24");
        }

        if (Health.Technical.WorkingHours.Parse(WorkingHours) is null)
        {
            yield return new($"{path}.workingHours", "names days and times such as \"Mon-Fri 07:00-19:00\" or \"Mon,Wed,Sat 08:00-12:30\"");
        }

        if (PageSilenceSeconds is not (>= 3 and <= 3600))
        {
            yield return new($"{path}.pageSilenceSeconds", "is between 3 and 3600 seconds, such as 10");
        }
    }
}
