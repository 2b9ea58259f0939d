using EdgeNode.Appliance.Hosting;
using EdgeNode.Appliance.Hosting.Options;
using EdgeNode.Appliance.Intake;
using EdgeNode.Appliance.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace EdgeNode.Benchmarks.Intake;

/// <summary>
/// The appliance's own reception and nothing else: DICOM port, spool, rows, completion, storage commitment; no network, no page, no line to the
/// centre. The receivers it is compared with are nothing else either.
/// </summary>
internal static class ReceptionHost
{
    public static async Task<int> RunAsync(int port, string folder)
    {
        var options = new ApplianceOptions
        {
            Dicom = new() { Port = port, Address = "127.0.0.1" },
            Storage = new() { Path = folder, MinimumFreeFraction = 0 },
            Intake = new() { QuietSeconds = 3600, ReleasedQuietSeconds = 3600 },
        };
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.AddSimpleConsole(console => console.SingleLine = true);
        builder.Logging.SetMinimumLevel(LogLevel.Warning).AddFilter("EdgeNode", LogLevel.Information);
        builder.WebHost.UseUrls();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.ListenForDicom(options.Dicom));
        builder.Services.AddIntake(options, Database.Open(folder));
        await using var app = builder.Build();
        await app.Services.GetRequiredService<SpoolRecovery>().RunAsync(everySegment: false, StartProgress.Untold, default);
        await app.RunAsync();
        return 0;
    }
}
