using System.Globalization;

namespace EdgeNode.Appliance.Sync.Drift;

/// <summary>An ISO 8601 week in UTC: its name such as <c>2026-W45</c>, its first moment and the first after it.</summary>
internal sealed record IsoWeek(string Name, DateTimeOffset Begin, DateTimeOffset End)
{
    public static IsoWeek Of(DateTimeOffset moment)
    {
        var day = moment.UtcDateTime.Date;
        var (year, week) = (ISOWeek.GetYear(day), ISOWeek.GetWeekOfYear(day));
        var monday = new DateTimeOffset(ISOWeek.ToDateTime(year, week, DayOfWeek.Monday), TimeSpan.Zero);
        return new(string.Create(CultureInfo.InvariantCulture, $"{year:0000}-W{week:00}"), monday, monday.AddDays(7));
    }
}
