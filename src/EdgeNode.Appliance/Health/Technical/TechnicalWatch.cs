using EdgeNode.Appliance.Analysis;
using EdgeNode.Appliance.Hosting.Options;
using EdgeNode.Appliance.Models;
using EdgeNode.Appliance.Storage;

namespace EdgeNode.Appliance.Health.Technical;

/// <summary>Looks every few seconds at what no other room reports by itself, and keeps the technical alarms accordingly.</summary>
public sealed class TechnicalWatch(
    TechnicalAlarms alarms,
    ApplianceHealth health,
    ModelHost models,
    AnalysisOptions analysis,
    TechnicalOptions options,
    PageHeartbeats pages,
    Database database,
    StageBeats beats,
    TimeProvider time) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(5);
    private readonly StageBeat _beat = beats.Add("technical alarms", TimeSpan.FromMinutes(1));
    private readonly ListeningTime _listening = new(database, time);
    private HashSet<string> _told = [];

    /// <summary>One look at everything.</summary>
    public void Look()
    {
        Follow(health.Problems());

        // A GPU that is there and does not compute is told by the model host, with its reason.
        alarms.Set("NO_GPU", models.Active is { Identity.Provider: "CPU", Degraded: null } && analysis.Provider != "cpu"
            ? "No GPU is used: analyses run on the processor and take longer. Check the driver, or set analysis.provider to cpu if this is meant."
            : null);
        alarms.Set("CLOCK_WRONG", ClockCheck.Problem(time.GetUtcNow(), database.Read(ClockFacts.NewestBelieved)));
        alarms.Set("NO_DICOM", NoDicom());
        alarms.Set("CASE_GIVEN_UP", GivenUp());
        alarms.Set("PAGE_SILENT", pages.Silence(TimeSpan.FromSeconds(options.PageSilenceSeconds), options.PageExpected) is { } silence
            ? $"The kiosk page has given no sign of life for {silence.TotalSeconds:0} s: alarms may not be seen on it. Look at the screen and restart the page."
            : null);
    }

    /// <summary>Writes down that the box listens.</summary>
    internal Task NoteAsync(CancellationToken cancel) => _listening.NoteAsync(cancel);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, time);
        do
        {
            _beat.Beat();
            Look();
            await NoteAsync(stoppingToken);
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    /// <summary>What the box's health says at this moment stands as an alarm for as long as it says so.</summary>
    private void Follow(IReadOnlyList<Problem> problems)
    {
        var now = problems.Select(problem => problem.Code).ToHashSet(StringComparer.Ordinal);
        foreach (var problem in problems)
        {
            alarms.Raise(problem.Code, problem.Text);
        }

        foreach (var gone in _told.Except(now))
        {
            alarms.Clear(gone);
        }

        _told = now;
    }

    private string? NoDicom()
    {
        if (options.NoDicomHours <= 0)
        {
            return null;
        }

        var last = database.Read(connection => connection.Query("SELECT max(received) AS last FROM instances", row => row.Time("last"))[0]);
        var since = last > _listening.Since ? last.Value : _listening.Since;
        var silent = WorkingHours.Parse(options.WorkingHours)!.Between(since, time.GetUtcNow(), time.LocalTimeZone);
        return silent >= TimeSpan.FromHours(options.NoDicomHours)
            ? $"No image has arrived for {Math.Floor(silent.TotalHours):0} working hours: check the scanner's send queue and the network, then send an echo."
            : null;
    }

    /// <summary>Stands for as long as nobody has done anything about a study that a defect kept from being analysed.</summary>
    private string? GivenUp()
    {
        var cases = database.Read(connection => (long)connection.Scalar(
            """
            SELECT count(*) FROM cases c JOIN results r ON r.case_id = c.case_id AND r.revision = c.revision
            WHERE c.state = 'Failed' AND c.reason_code IN ($interrupted, $defect) AND NOT EXISTS (SELECT 1 FROM acts a WHERE a.case_id = c.case_id AND a.at >= r.analysed)
            """,
            ("$interrupted", CaseOutcomes.Interrupted),
            ("$defect", CaseOutcomes.Defect))!);
        return cases > 0
            ? $"{cases} studies could not be analysed because of a defect of the box (see the worklist): read them without it, record the decision there, and call the service."
            : null;
    }
}
