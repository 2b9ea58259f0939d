using System.CommandLine;
using System.Net.Sockets;
using EdgeNode.Appliance.Alarms.Rules;
using EdgeNode.Appliance.Hosting.Options;
using EdgeNode.Appliance.Intake;
using EdgeNode.Appliance.Intake.Retention;
using EdgeNode.Appliance.Storage;
using EdgeNode.Appliance.Storage.Backup;
using Microsoft.AspNetCore.Connections;
using Microsoft.Data.Sqlite;

namespace EdgeNode.Appliance.Hosting.CommandLine;

/// <summary><c>edgenode run</c>: the service.</summary>
internal static class RunCommand
{
    public static Command Create()
    {
        var config = CommonOptions.Config();
        var command = new Command("run", "Run the service (also without a verb).") { config };
        command.SetAction((parsed, cancel) => RunAsync(parsed.GetValue(config), cancel));
        return command;
    }

    public static async Task<int> RunAsync(string? configFile, CancellationToken cancel)
    {
        var configuration = ApplianceConfiguration.Load(configFile);
        if (configuration.Options is not { } options)
        {
            return Complaint.Configuration(configuration.Errors);
        }

        var rules = RuleTableFile.Load(options.Analysis.Rules);
        if (rules.Table is not { } table)
        {
            return Complaint.Configuration(rules.Errors);
        }

        try
        {
            await using var held = DataFolder.Hold(options.Storage.Path);
            if (held is null)
            {
                return Complaint.Because(
                    new("DATA_IN_USE", $"Another edgenode works on the data folder '{options.Storage.Path}', such as the service (systemctl status edgenode): stop it, or set storage.path."),
                    ExitCode.TryAgain);
            }

            var progress = SystemdNotification.Progress();
            var database = DatabaseStart.Open(options.Storage.Path, new(options.Storage.Path, (long)options.Storage.ReserveMiB << 20), Backups.Of(options.Storage), TimeProvider.System, progress);
            await using var app = ApplianceHost.Build(options, database, table);
            // In this order: what was removed must not be found and taken in again.
            await app.Services.GetRequiredService<Evictions>().FinishAsync(cancel);
            progress.Step();
            await app.Services.GetRequiredService<SpoolRecovery>().RunAsync(everySegment: database.Read(Restoration.OwesImages), progress, cancel);
            await database.WriteAsync(Restoration.ImagesTaken, cancel);
            return await ServeAsync(app, cancel);
        }
        catch (Exception refused) when (refused is SqliteException or UnauthorizedAccessException
            || (refused is IOException && refused.InnerException is not AddressInUseException))
        {
            return Complaint.Because(
                new("STORAGE_NOT_WRITABLE", $"The data folder '{options.Storage.Path}' cannot be used ({refused.Message}): make it writable for this user or set storage.path."),
                ExitCode.InputOutput);
        }
        catch (Exception inUse) when (inUse is SocketException || inUse.InnerException is AddressInUseException or SocketException)
        {
            return Complaint.Because(
                new("PORT_IN_USE", $"A port is taken or may not be used ({inUse.Message}): stop the other program, or set dicom.port ({options.Dicom.Port}), dicom.tls.port ({options.Dicom.Tls.Port}) or kiosk.urls ({options.Kiosk.Urls})."),
                ExitCode.PeerUnavailable);
        }
    }

    /// <summary>Starts the host and waits for its end. What goes wrong at the start is thrown, once what had begun by then has ended.</summary>
    internal static async Task<int> ServeAsync(IHost app, CancellationToken cancel)
    {
        try
        {
            await app.StartAsync(cancel);
        }
        catch (Exception)
        {
            // The model is being loaded meanwhile: a process that ends under a native library crashes, and the reason would be lost in a core dump.
            // What goes wrong while it ends does not hide why it did not start.
            await app.StopAsync(CancellationToken.None).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            throw;
        }

        await app.WaitForShutdownAsync(cancel);
        // A background service that dies stops the host; systemd must see that as a failure. Told for what it is here: a socket or a disk that
        // failed in it is neither a port that is taken nor a data folder that cannot be used.
        var fault = app.Services.GetServices<IHostedService>().OfType<BackgroundService>().Select(service => service.ExecuteTask?.Exception).FirstOrDefault(exception => exception is not null);
        if (fault is null)
        {
            return ExitCode.Done;
        }

        await Console.Error.WriteLineAsync($"edgenode: DEFECT: A part of the service ended: {fault.Flatten().InnerException}");
        return ExitCode.Defect;
    }
}
