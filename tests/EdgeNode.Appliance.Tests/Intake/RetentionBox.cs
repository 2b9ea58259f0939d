using EdgeNode.Appliance.Analysis;
using EdgeNode.Appliance.Health;
using EdgeNode.Appliance.Health.Technical;
using EdgeNode.Appliance.Hosting.Options;
using EdgeNode.Appliance.Intake.Retention;
using EdgeNode.Appliance.Storage;
using EdgeNode.Dicom.Network;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace EdgeNode.Appliance.Tests.Intake;

/// <summary>A box with received studies whose case states a test sets by hand, and retention on its folder.</summary>
internal sealed class RetentionBox(string folder) : IAsyncDisposable
{
    private const int Slices = 3;

    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 11, 2, 8, 0, 0, TimeSpan.Zero));

    public TechnicalAlarms Alarms { get; private set; } = null!;

    public EvictionStore Store { get; private set; } = null!;

    public Evictions Evictions { get; private set; } = null!;

    public StageBeats Beats { get; private set; } = null!;

    public RetentionWorker Worker { get; private set; } = null!;

    public Database Database { get; private set; } = null!;

    public IEnumerable<string> Segments => Directory.GetFiles(Path.Combine(folder, "instances"), "*.seg").Order(StringComparer.Ordinal);

    /// <summary>Studies in one segment each instance after the other, sealed by a stop in good order; then retention on the same folder.</summary>
    public static async Task<RetentionBox> WithStudiesAsync(string folder, RetentionOptions options, params string[] studies)
    {
        await using (var receiving = new ReceivingBox(folder))
        {
            var association = receiving.Associate();
            foreach (var study in studies)
            {
                for (var i = 1; i <= Slices; i++) Assert.Equal(DimseStatus.Success, await receiving.StoreAsync(association, $"{study}.{i}", DataSet(study, i)));
            }

            receiving.Sink.AssociationClosed(association, AssociationEnd.Released);
        }

        var box = new RetentionBox(folder);
        box.Open(options);
        await box.WriteAsync("UPDATE cases SET state = 'Analysed'");
        return box;
    }

    public static byte[] DataSet(string study, int slice) => ReceivingBox.DataSet($"{study}.{slice}", study, 9000, (byte)slice);

    public void Open(RetentionOptions options)
    {
        var storage = new StorageOptions { Path = folder, MinimumFreeFraction = 0, Retention = options };
        Database = Database.Open(folder);
        Alarms = new(Time);
        Beats = new(Time);
        Store = new(Database, Time);
        Evictions = new(Store, new(folder), new DerivedFiles(folder), NullLogger<Evictions>.Instance);
        Worker = new(Store, Evictions, new(Database, Time), storage, new DiskGuard(storage), Alarms, new(Time, NullLogger<DiskPatience>.Instance), Beats, Time);
    }

    /// <summary>So many days of running, a look on each.</summary>
    public async Task LiveAsync(int days)
    {
        for (var day = 0; day < days; day++)
        {
            await Worker.LookAsync(default);
            Time.Advance(TimeSpan.FromDays(1));
        }

        await Worker.LookAsync(default);
    }

    public Task WriteAsync(string sql) => Database.WriteAsync(connection => connection.Execute(sql));

    public long Instances(string study) => Database.Read(connection => (long)connection.Scalar(
        "SELECT count(*) FROM instances i JOIN cases c ON c.case_id = i.case_id WHERE c.study_uid = $study", ("$study", study))!);

    public long Count(string table) => Database.Read(connection => (long)connection.Scalar($"SELECT count(*) FROM {table}")!);

    public ValueTask DisposeAsync() => Database.DisposeAsync();
}
