using System.Net;
using EdgeNode.Appliance.Cases;
using EdgeNode.Appliance.Health;
using EdgeNode.Appliance.Hosting.Options;
using EdgeNode.Appliance.Intake.Commitment;
using EdgeNode.Appliance.Intake.Retention;
using EdgeNode.Appliance.Intake.Segments;
using EdgeNode.Appliance.Storage;
using EdgeNode.Dicom.DataSets;
using EdgeNode.Dicom.Network;
using EdgeNode.Dicom.Network.Commitment;
using EdgeNode.Dicom.Network.Transport;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace EdgeNode.Appliance.Intake;

/// <summary>
/// Reception as a whole: ports, spool, rows, completion of studies, storage commitment. It needs nothing of the rooms behind it and also runs
/// without them.
/// </summary>
internal static class IntakeServices
{
    public static IServiceCollection AddIntake(this IServiceCollection services, ApplianceOptions options, Database database)
    {
        TextFallback.Set(options.Dicom.CharacterSet);
        services.AddSingleton(TimeProvider.System).AddSingleton<IConnectionListenerFactory, DicomTransport>();
        services.AddSingleton(options.Dicom).AddSingleton(options.Intake).AddSingleton(options.Storage);
        services.AddSingleton(_ => database).AddSingleton(database.Reserve).AddHostedService<ReserveKeeper>().AddSingleton<DiskPatience>().AddSingleton<DiskGuard>().AddSingleton<StageBeats>();
        services.AddSingleton<CaseChanges>().AddSingleton<CaseIntake>().AddSingleton<CaseStore>();

        services.AddSingleton(_ => new Spool(options.Storage.Path)).AddSingleton<OpenAssociations>().AddHostedService<StudyCompletion>();
        services.AddSingleton<Quarantine>().AddHostedService<QuarantineSweep>();
        services.AddSingleton<SegmentPool>().AddSingleton<ReceptionActivity>().AddHostedService<SegmentReserve>();
        services.AddSingleton<PendingInstances>().AddSingleton<IInstanceSink, SpoolSink>().AddSingleton<SpoolRecovery>();
        services.AddSingleton(provider => new CommitmentReporter(provider.GetRequiredService<TimeProvider>())).AddSingleton<CommitmentStore>().AddSingleton<CommitmentIntake>().AddSingleton<IStorageCommitment>(provider => provider.GetRequiredService<CommitmentIntake>());
        services.AddSingleton(provider => ListenerSettings.From(options.Dicom, provider.GetRequiredService<DiskGuard>()));
        return services.AddSingleton<DicomConnectionHandler>().AddHostedService<CommitmentReports>();
    }

    /// <summary>Removal of old images; needs the rooms behind reception.</summary>
    public static IServiceCollection AddRetention(this IServiceCollection services) =>
        services.AddSingleton<EvictionStore>().AddSingleton<Evictions>().AddSingleton<RunningDays>().AddHostedService<RetentionWorker>();

    /// <summary>The DICOM port, and the one with TLS where there is a certificate.</summary>
    public static void ListenForDicom(this KestrelServerOptions kestrel, DicomOptions dicom)
    {
        var address = IPAddress.Parse(dicom.Address);
        kestrel.Listen(new DicomEndPoint(address, dicom.Port), listener => listener.UseDicom());
        if (dicom.Tls is { IsOn: true } tls)
        {
            kestrel.Listen(new DicomEndPoint(address, tls.Port), listener => listener.UseDicom(tls.Load()));
        }
    }
}
