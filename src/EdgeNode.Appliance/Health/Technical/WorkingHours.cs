using System.Globalization;

namespace EdgeNode.Appliance.Health.Technical;

/// <summary>When a site works, on its own clock: days of the week, from one time of day to another on the same day.</summary>
public sealed record WorkingHours(IReadOnlySet<DayOfWeek> Days, TimeOnly From, TimeOnly To)
{
    private static readonly string[] Names = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];

    /// <summary>Reads <c>Mon-Fri 07:00-19:00</c> or <c>Mon,Wed,Sat 08:00-12:30</c>; null when it is neither.</summary>
    public static WorkingHours? Parse(string text)
    {
        if (text.Split(' ', StringSplitOptions.RemoveEmptyEntries) is not [var days, var hours] || hours.Split('-') is not [var from, var to])
        {
            return null;
        }

        var named = days.Split(',').SelectMany(Range).ToList();
        return !named.Contains(null) && Time(from) is { } begin && Time(to) is { } end && begin < end
            ? new(named.Select(day => day!.Value).ToHashSet(), begin, end)
            : null;
    }

    /// <summary>How much working time lies between two instants in a time zone; zero when the second is not later.</summary>
    public TimeSpan Between(DateTimeOffset begin, DateTimeOffset end, TimeZoneInfo zone)
    {
        var total = TimeSpan.Zero;
        var (localBegin, localEnd) = (TimeZoneInfo.ConvertTime(begin, zone).DateTime, TimeZoneInfo.ConvertTime(end, zone).DateTime);
        for (var day = localBegin.Date; day <= localEnd; day = day.AddDays(1))
        {
            if (Days.Contains(day.DayOfWeek))
            {
                var from = Later(day + From.ToTimeSpan(), localBegin);
                var to = Earlier(day + To.ToTimeSpan(), localEnd);
                total += to > from ? to - from : TimeSpan.Zero;
            }
        }

        return total;
    }

    private static DateTime Later(DateTime a, DateTime b) => a > b ? a : b;

    private static DateTime Earlier(DateTime a, DateTime b) => a < b ? a : b;

    private static IEnumerable<DayOfWeek?> Range(string text)
    {
        var ends = text.Split('-').Select(name => Array.IndexOf(Names, name)).ToList();
        if (ends.Count > 2 || ends.Contains(-1) || ends[0] > ends[^1])
        {
            yield return null;
            yield break;
        }

        for (var day = ends[0]; day <= ends[^1]; day++)
        {
            yield return (DayOfWeek)((day + 1) % Names.Length);
        }
    }

    private static TimeOnly? Time(string text) =>
        TimeOnly.TryParseExact(text, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time) ? time : null;
}
