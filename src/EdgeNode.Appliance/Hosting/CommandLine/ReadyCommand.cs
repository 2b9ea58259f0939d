using System.CommandLine;
using System.Net;
using System.Text.Json;
using EdgeNode.Appliance.Health;
using EdgeNode.Appliance.Hosting.Options;
using EdgeNode.Appliance.Kiosk;

namespace EdgeNode.Appliance.Hosting.CommandLine;

/// <summary><c>edgenode ready</c>: asks the service that runs whether a scan that comes now would be received and analysed.</summary>
internal static class ReadyCommand
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    public static Command Create()
    {
        var config = CommonOptions.Config();
        var command = new Command("ready", "Ask the running service whether it is ready: exit code 0, 75 while the model is being loaded, 69 when it is not or nothing answers.") { config };
        command.SetAction(async (parsed, cancel) =>
        {
            var configuration = ApplianceConfiguration.Load(parsed.GetValue(config));
            return configuration.Options is { } options ? await AskAsync(options.Kiosk, Patience, cancel) : Complaint.Configuration(configuration.Errors);
        });
        return command;
    }

    /// <summary>Asks at the first address of <c>kiosk.urls</c>, and says everything that is wrong.</summary>
    internal static async Task<int> AskAsync(KioskOptions kiosk, TimeSpan patience, CancellationToken cancel)
    {
        var address = Here(kiosk);
        HealthReport report;
        try
        {
            using var http = new HttpClient { Timeout = patience };
            using var answer = await http.GetAsync(address, cancel);
            report = (await answer.Content.ReadFromJsonAsync(KioskJson.Default.HealthReport, cancel))!;
        }
        catch (Exception silent) when (silent is HttpRequestException or JsonException || (silent is TaskCanceledException && !cancel.IsCancellationRequested))
        {
            return Complaint.Because(new("NOT_READY", $"The service does not answer at {address}: {silent.Message}"), ExitCode.PeerUnavailable);
        }

        if (report.Ready)
        {
            Console.Out.WriteLine("ready");
            return ExitCode.Done;
        }

        foreach (var problem in report.Problems)
        {
            Complaint.Because(new(problem.Code, problem.Text), ExitCode.PeerUnavailable);
        }

        return report.Problems.Any(problem => problem.Code == "MODEL_LOADING") ? ExitCode.TryAgain : ExitCode.PeerUnavailable;
    }

    /// <summary>/healthz as this machine reaches it, where the service listens on every address.</summary>
    private static Uri Here(KioskOptions kiosk)
    {
        var (address, port) = kiosk.Listeners.First();
        var own = address.Equals(IPAddress.Any) ? IPAddress.Loopback : address.Equals(IPAddress.IPv6Any) ? IPAddress.IPv6Loopback : address;
        return new UriBuilder(new Uri(kiosk.Urls.Split(';')[0]).Scheme, own.ToString(), port, "healthz").Uri;
    }
}
