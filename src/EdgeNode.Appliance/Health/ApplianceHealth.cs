using System.Reflection;
using EdgeNode.Appliance.Alarms.Outputs;
using EdgeNode.Appliance.Health.Technical;
using EdgeNode.Appliance.Hosting.Options;
using EdgeNode.Appliance.Intake;
using EdgeNode.Appliance.Models;
using EdgeNode.Appliance.Sync;

namespace EdgeNode.Appliance.Health;

/// <summary>Puts together what is wrong with the box right now. Ready means: a scan that arrives now would be received and analysed.</summary>
public sealed class ApplianceHealth(ModelHost models, DiskGuard disk, StorageOptions storage, SyncMonitor sync, SelfEcho echo, Watchdog watchdog, TechnicalAlarms technical, AlarmPause pause, Quarantine quarantine, TimeProvider time)
{
    public static string Version { get; } =
        typeof(ApplianceHealth).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "0";

    public ApplianceStatus Status()
    {
        var now = time.GetUtcNow();
        var line = sync.Current;
        var blocking = Blocking().ToList();
        var problems = blocking.Concat(Lasting(line, now)).ToList();
        var standing = technical.Standing;
        problems.AddRange(standing.Where(alarm => problems.All(problem => problem.Code != alarm.Code)).Select(alarm => new Problem(alarm.Code, alarm.Text)));
        var model = models.Active is { } active
            ? new ModelStatus(active.Identity.Id, active.Identity.Version, active.Identity.Provider, active.ClinicalUse, active.Identity.Precision, active.Identity.Options, models.Tested)
            : null;
        var unsent = new UnsentReports(line.Unsent, line.OldestUnsent is { } oldest ? (now - oldest).TotalSeconds : null);
        return new(now, blocking.Count == 0, problems, Version, model, disk.FreeFraction(), unsent, line.CentreSeen, echo.Last)
        {
            TechnicalAlarms = standing,
            Sound = new(pause.IsAudible, pause.Until),
        };
    }

    /// <summary>What health itself finds, without the technical alarms that others raised.</summary>
    public IReadOnlyList<Problem> Problems() => [.. Blocking(), .. Lasting(sync.Current, time.GetUtcNow())];

    public HealthReport Report()
    {
        var status = Status();
        return new(status.Ready, status.Problems);
    }

    private IEnumerable<Problem> Blocking()
    {
        if (models.Problem is { } problem)
        {
            yield return new(problem.Code, problem.Text);
        }

        if (!disk.HasRoom())
        {
            yield return new("DISK_FULL", disk.IsOnReserve
                ? "The data disk is full: new scans are refused and analyses wait; alarms and decisions are still recorded, in the room that is kept for them. Make room now."
                : $"Less than {storage.MinimumFreeFraction:P0} of the data disk is free: new scans are refused until there is room.");
        }

        if (disk.Refusal() is { } refusal)
        {
            yield return new("STORAGE_NOT_WRITABLE", $"The data disk refuses writes ({refusal}): nothing new is taken or analysed. Call the service: such a disk is usually dying.");
        }

        if (echo.Failure is { } failure)
        {
            yield return new("DICOM_NOT_ANSWERING", failure);
        }

        if (watchdog.Stuck is { Count: > 0 } stuck)
        {
            yield return new("STAGE_STUCK", $"A part of the service does not move any more ({string.Join(", ", stuck)}): it is restarted by itself within a minute; if this comes again, call the service.");
        }
    }

    private IEnumerable<Problem> Lasting(SyncStatus line, DateTimeOffset now)
    {
        if (models.Active?.Degraded is { } degraded)
        {
            yield return new(degraded.Code, degraded.Text);
        }

        if (quarantine.Problem() is { } full)
        {
            yield return new(Quarantine.FullCode, full);
        }

        if (!line.Connected)
        {
            yield return new("CENTRE_UNREACHABLE", "No connection to the broker: reports wait here and are sent later.");
        }
        else if (!line.CentreSeen)
        {
            yield return new("CENTRE_ABSENT", "The broker answers, the centre does not: reports wait here and are sent later.");
        }

        if (line.OldestUnsent is { } oldest && now - oldest > TimeSpan.FromHours(1))
        {
            yield return new("REPORTS_WAITING", "Reports have waited for more than an hour: check the line to the centre.");
        }
    }
}
