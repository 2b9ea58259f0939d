using EdgeNode.Appliance.Storage;
using EdgeNode.Appliance.Sync;
using EdgeNode.Contracts.Results;
using Prometheus;

namespace EdgeNode.Appliance.Health;

/// <summary>Gauges that are read from the database when somebody asks. Counts only: no case can be told from another.</summary>
public sealed class Metrics(Database database, SyncMonitor sync, DiskGuard disk)
{
    private readonly Gauge _cases = Prometheus.Metrics.CreateGauge("edgenode_cases", "Cases by state.", "state");
    private readonly Gauge _instances = Prometheus.Metrics.CreateGauge("edgenode_instances", "Instances in the spool.");
    private readonly Gauge _unacknowledged = Prometheus.Metrics.CreateGauge("edgenode_alarms_unacknowledged", "Alarms nobody has acknowledged.");
    private readonly Gauge _unsent = Prometheus.Metrics.CreateGauge("edgenode_outbox_unsent", "Reports without the centre's receipt.");
    private readonly Gauge _free = Prometheus.Metrics.CreateGauge("edgenode_disk_free_fraction", "Free share of the data disk.");

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
            _unacknowledged.Set((long)connection.Scalar("SELECT count(*) FROM alarms WHERE acknowledged IS NULL")!);
            return true;
        });
        _unsent.Set(sync.Current.Unsent);
        _free.Set(disk.FreeFraction());
    }
}
