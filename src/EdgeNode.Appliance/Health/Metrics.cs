using System.Diagnostics.Metrics;
using System.Globalization;
using EdgeNode.Appliance.Alarms.Lifecycle;
using EdgeNode.Appliance.Health.Technical;
using EdgeNode.Appliance.Intake.Retention;
using EdgeNode.Appliance.Storage;
using EdgeNode.Appliance.Sync;
using EdgeNode.Contracts.Results;
using Microsoft.Data.Sqlite;

namespace EdgeNode.Appliance.Health;

/// <summary>
/// What the box measures of itself, as instruments of .NET that any listener can read; <c>/metrics</c> writes them for Prometheus (ADR 39). They
/// look when somebody asks. Counts only: no case can be told from another.
/// </summary>
public sealed class Metrics : IDisposable
{
    /// <summary>Name of the meter, and the beginning of every name in <c>/metrics</c> (with an underscore) and in OTLP (with a full stop).</summary>
    public const string MeterName = "edgenode";

    private readonly Meter _meter = new(MeterName, ApplianceHealth.Version);
    private readonly HashSet<string> _raised = new(StringComparer.Ordinal);
    private readonly Database _database;
    private readonly TechnicalAlarms _technical;
    private readonly TimeProvider _time;

    public Metrics(Database database, SyncMonitor sync, DiskGuard disk, TechnicalAlarms technical, TimeProvider time)
    {
        (_database, _technical, _time) = (database, technical, time);
        _meter.CreateObservableGauge("cases", Cases, description: "Cases by state.");
        Count("instances", "Instances in the spool.", "SELECT count(*) FROM instances");
        Count("alarms_unacknowledged", "Alarms nobody has acknowledged.", "SELECT count(*) FROM alarms WHERE acknowledged IS NULL AND closed IS NULL");
        Count("alarm_escalations", "Escalations of alarms that nobody acknowledged in time.", "SELECT count(*) FROM alarm_escalations");
        _meter.CreateObservableGauge("outbox_unsent", () => sync.Current.Unsent, description: "Reports without the centre's receipt.");
        _meter.CreateObservableGauge("outbox_dropped", () => _database.Read(TelemetryRoom.Count), description: "Telemetry dropped for want of room; facts are never dropped.");
        _meter.CreateObservableGauge("disk_free_fraction", disk.FreeFraction, description: "Free share of the data disk.");
        _meter.CreateObservableGauge("evicted_cases", () => _database.Read(EvictionStore.Status).CasesRemoved, description: "Cases, by revision, whose images retention has removed.");
        _meter.CreateObservableGauge("evicted_bytes", () => _database.Read(EvictionStore.Status).BytesRemoved, description: "Bytes of images that retention has removed.");
        _meter.CreateObservableGauge("alarm_interval_seconds", Intervals, description: "Alarms of the last 30 days: time from one event to another; NaN where there is none.");
        _meter.CreateObservableGauge("alarm_interval_count", IntervalCounts, description: "Alarms of the last 30 days that have both events.");
        _meter.CreateObservableGauge("technical_alarm", Technical, description: "1 while a technical alarm of this code stands, 0 after it has gone.");
    }

    /// <summary>Of this box alone: tests run several in one process.</summary>
    internal bool Has(Instrument instrument) => ReferenceEquals(instrument.Meter, _meter);

    public void Dispose() => _meter.Dispose();

    private void Count(string name, string description, string query) =>
        _meter.CreateObservableGauge(name, () => _database.Read(connection => (long)connection.Scalar(query)!), description: description);

    private IEnumerable<Measurement<long>> Cases()
    {
        var states = _database.Read(connection => connection.Query("SELECT state, count(*) AS n FROM cases GROUP BY state", row => (State: row.Text("state")!, N: row.Int("n")))).ToDictionary(s => s.State, s => s.N);
        return Enum.GetNames<CaseState>().Select(state => new Measurement<long>(states.GetValueOrDefault(state), Tag("state", state)));
    }

    private IEnumerable<Measurement<double>> Intervals() => _database.Read(Times).SelectMany(times => new[]
    {
        new Measurement<double>(times.MedianSeconds ?? double.NaN, Tag("interval", times.Interval), Quantile(0.5)),
        new Measurement<double>(times.P95Seconds ?? double.NaN, Tag("interval", times.Interval), Quantile(0.95)),
    });

    private IEnumerable<Measurement<long>> IntervalCounts() => _database.Read(Times).Select(times => new Measurement<long>(times.Count, Tag("interval", times.Interval)));

    /// <summary>A code that has stood once is told with 0 from then on: a series that ends looks like a box that is gone.</summary>
    private List<Measurement<long>> Technical()
    {
        var standing = _technical.Standing.Select(alarm => alarm.Code).ToHashSet(StringComparer.Ordinal);
        lock (_raised)
        {
            _raised.UnionWith(standing);
            return [.. _raised.Select(code => new Measurement<long>(standing.Contains(code) ? 1 : 0, Tag("code", code)))];
        }
    }

    private IReadOnlyList<AlarmInterval> Times(SqliteConnection connection) => AlarmTimes.Of(connection, _time.GetUtcNow());

    private static KeyValuePair<string, object?> Tag(string name, string value) => new(name, value);

    private static KeyValuePair<string, object?> Quantile(double quantile) => Tag("quantile", quantile.ToString(CultureInfo.InvariantCulture));
}
