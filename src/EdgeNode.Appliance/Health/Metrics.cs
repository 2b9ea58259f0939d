using EdgeNode.Appliance.Alarms.Lifecycle;
using EdgeNode.Appliance.Health.Technical;
using EdgeNode.Appliance.Intake.Retention;
using EdgeNode.Appliance.Storage;
using EdgeNode.Appliance.Sync;
using EdgeNode.Contracts.Results;
using Prometheus;

namespace EdgeNode.Appliance.Health;

/// <summary>Gauges that are read from the database when somebody asks. Counts only: no case can be told from another.</summary>
public sealed class Metrics(Database database, SyncMonitor sync, DiskGuard disk, TechnicalAlarms technical, TimeProvider time)
{
    private readonly Gauge _cases = Prometheus.Metrics.CreateGauge("edgenode_cases", "Cases by state.", "state");
    private readonly Gauge _instances = Prometheus.Metrics.CreateGauge("edgenode_instances", "Instances in the spool.");
    private readonly Gauge _unacknowledged = Prometheus.Metrics.CreateGauge("edgenode_alarms_unacknowledged", "Alarms nobody has acknowledged.");
    private readonly Gauge _unsent = Prometheus.Metrics.CreateGauge("edgenode_outbox_unsent", "Reports without the centre's receipt.");
    private readonly Gauge _dropped = Prometheus.Metrics.CreateGauge("edgenode_outbox_dropped", "Telemetry dropped for want of room; facts are never dropped.");
    private readonly Gauge _free = Prometheus.Metrics.CreateGauge("edgenode_disk_free_fraction", "Free share of the data disk.");

    private readonly Gauge _evicted = Prometheus.Metrics.CreateGauge("edgenode_evicted_cases", "Cases, by revision, whose images retention has removed.");
    private readonly Gauge _evictedBytes = Prometheus.Metrics.CreateGauge("edgenode_evicted_bytes", "Bytes of images that retention has removed.");
    private readonly Gauge _escalated = Prometheus.Metrics.CreateGauge("edgenode_alarm_escalations", "Escalations of alarms that nobody acknowledged in time.");
    private readonly Gauge _intervals = Prometheus.Metrics.CreateGauge("edgenode_alarm_interval_seconds", "Alarms of the last 30 days: time from one event to another; NaN where there is none.", "interval", "quantile");
    private readonly Gauge _intervalCount = Prometheus.Metrics.CreateGauge("edgenode_alarm_interval_count", "Alarms of the last 30 days that have both events.", "interval");
    private readonly Gauge _technical = Prometheus.Metrics.CreateGauge("edgenode_technical_alarm", "1 while a technical alarm of this code stands, 0 after it has gone.", "code");

    public void Register() => Prometheus.Metrics.DefaultRegistry.AddBeforeCollectCallback(Collect);

    private void Collect()
    {
        database.Read(connection =>
        {
            var states = connection.Query("SELECT state, count(*) AS n FROM cases GROUP BY state", row => (State: row.Text("state")!, N: row.Int("n"))).ToDictionary(s => s.State, s => s.N);
            foreach (var state in Enum.GetNames<CaseState>())
            {
                _cases.WithLabels(state).Set(states.GetValueOrDefault(state));
            }

            _instances.Set((long)connection.Scalar("SELECT count(*) FROM instances")!);
            var images = EvictionStore.Status(connection);
            _evicted.Set(images.CasesRemoved);
            _evictedBytes.Set(images.BytesRemoved);
            _unacknowledged.Set((long)connection.Scalar("SELECT count(*) FROM alarms WHERE acknowledged IS NULL AND closed IS NULL")!);
            _dropped.Set(TelemetryRoom.Count(connection));
            _escalated.Set((long)connection.Scalar("SELECT count(*) FROM alarm_escalations")!);
            foreach (var interval in AlarmTimes.Of(connection, time.GetUtcNow()))
            {
                _intervalCount.WithLabels(interval.Interval).Set(interval.Count);
                _intervals.WithLabels(interval.Interval, "0.5").Set(interval.MedianSeconds ?? double.NaN);
                _intervals.WithLabels(interval.Interval, "0.95").Set(interval.P95Seconds ?? double.NaN);
            }

            return true;
        });
        CollectTechnical();
        _unsent.Set(sync.Current.Unsent);
        _free.Set(disk.FreeFraction());
    }

    private void CollectTechnical()
    {
        foreach (var labels in _technical.GetAllLabelValues())
        {
            _technical.WithLabels(labels).Set(0);
        }

        foreach (var alarm in technical.Standing)
        {
            _technical.WithLabels(alarm.Code).Set(1);
        }
    }
}
