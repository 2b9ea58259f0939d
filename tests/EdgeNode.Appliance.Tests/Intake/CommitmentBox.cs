using System.Net;
using EdgeNode.Appliance.Cases;
using EdgeNode.Appliance.Health;
using EdgeNode.Appliance.Hosting.Options;
using EdgeNode.Appliance.Intake;
using EdgeNode.Appliance.Intake.Commitment;
using EdgeNode.Appliance.Storage;
using EdgeNode.Dicom.Network;
using EdgeNode.Dicom.Network.Commitment;
using EdgeNode.TestPeers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace EdgeNode.Appliance.Tests.Intake;

/// <summary>The storage commitment rooms of a box with their database and listener; the clock of its schedule is the test's.</summary>
internal sealed class CommitmentBox : IAsyncDisposable
{
    private readonly Database _database;
    private readonly WebApplication _app;

    private CommitmentBox(Database database, WebApplication app, FakeTimeProvider time, int port) => (_database, _app, Time, Port) = (database, app, time, port);

    public FakeTimeProvider Time { get; }

    public int Port { get; }

    public int OpenAssociations => _app.Services.GetRequiredService<DicomConnectionHandler>().OpenAssociations;

    /// <param name="folder">Of the database: what a restart finds again.</param>
    /// <param name="peers">Who may be called.</param>
    public static async Task<CommitmentBox> StartAsync(string folder, params PeerOptions[] peers)
    {
        var (database, port) = (Database.Open(folder), FreePort.Next());
        var time = new FakeTimeProvider(DateTimeOffset.UnixEpoch.AddYears(60));
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton<TimeProvider>(time).AddSingleton(database).AddSingleton<DiskPatience>().AddSingleton<StageBeats>().AddSingleton<CaseChanges>().AddSingleton<CaseIntake>().AddSingleton<PendingInstances>().AddSingleton(new DicomOptions { Peers = peers });
        builder.Services.AddSingleton<CommitmentStore>().AddSingleton<CommitmentIntake>().AddSingleton<IStorageCommitment>(provider => provider.GetRequiredService<CommitmentIntake>());
        builder.Services.AddSingleton<IInstanceSink, NoInstances>().AddSingleton(new DicomListenerOptions()).AddHostedService<CommitmentReports>();
        // On the wire time passes as it does: only the schedule of the reports is the test's.
        builder.Services.AddSingleton(new CommitmentReporter(TimeProvider.System));
        builder.Services.AddSingleton(provider => ActivatorUtilities.CreateInstance<DicomConnectionHandler>(provider, TimeProvider.System));
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, port, listen => listen.UseDicom()));
        var app = builder.Build();
        await app.StartAsync();
        return new(database, app, time, port);
    }

    /// <summary>As if the instance had been received and acknowledged.</summary>
    public Task KeepAsync(string sopClass, string sopInstance) => _database.WriteAsync(connection =>
    {
        connection.Execute("INSERT OR IGNORE INTO cases (case_id, study_uid, state, revision, patient_name, patient_id, last_instance) VALUES ('c', '2.25.9', 'Complete', 1, '', '', '')");
        return connection.Execute(
            "INSERT INTO instances (sop_instance_uid, case_id, series_uid, sop_class_uid, transfer_syntax, file, file_offset, bytes, received) VALUES ($instance, 'c', '', $class, '', $instance, 0, 0, '')",
            ("$instance", sopInstance),
            ("$class", sopClass));
    });

    /// <summary>Requests whose peer still waits.</summary>
    public int Waiting() => _database.Read(connection => (int)(long)connection.Scalar("SELECT count(*) FROM commitment_requests WHERE due IS NOT NULL")!);

    public int Attempts() => _database.Read(connection => (int)(long)connection.Scalar("SELECT max(attempts) FROM commitment_requests")!);

    /// <summary>Lets the box's time pass until something has happened.</summary>
    public async Task<T> PassTimeAsync<T>(Task<T> until, double stepSeconds = 1)
    {
        while (!until.IsCompleted)
        {
            Time.Advance(TimeSpan.FromSeconds(stepSeconds));
            await Task.WhenAny(until, Task.Delay(20));
        }

        return await until;
    }

    public Task PassTimeUntilAsync(Func<bool> condition, string what, double stepSeconds = 1) => Eventually.TrueAsync(
        () =>
        {
            if (!condition())
            {
                Time.Advance(TimeSpan.FromSeconds(stepSeconds));
            }

            return condition();
        },
        what);

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
        await _database.DisposeAsync();
    }
}
