using EdgeNode.Center.Storage;
using EdgeNode.Center.Watching;
using EdgeNode.TestPeers;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace EdgeNode.Center.Tests;

/// <summary>Made-up sites behind a real mosquitto, one centre on SQLite or three on a PostgreSQL that they share.</summary>
public sealed class SimulationTests : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("edgenode-simulation").FullName;
    private readonly Mosquitto _broker = new();
    private readonly List<WebApplication> _centres = [];

    public async ValueTask InitializeAsync() => await _broker.StartAsync();

    public async ValueTask DisposeAsync()
    {
        foreach (var centre in _centres)
        {
            await centre.StopAsync();
            await centre.DisposeAsync();
        }

        await _broker.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task Every_message_of_every_site_is_receipted_and_stored_once_however_many_centres_share(int centres)
    {
        await using var server = new Postgres();
        if (centres > 1)
            await server.StartAsync();
        for (var i = 1; i <= centres; i++)
        {
            var centre = Hosting.CenterService.Build(
                new() { Broker = _broker.Address, StoragePath = _folder, Postgres = centres > 1 ? server.Connection : null, Urls = $"http://127.0.0.1:{FreePort.Next()}", Id = $"centre-{i}", LongestPause = 0.3 }, _ => { });
            _centres.Add(centre);
            await centre.StartAsync();
        }

        var outcome = await new Simulation.Simulation(Sites: 10, Cases: 6, Weeks: 8, CasesAtOnce: 4, Rate: 0, Seed: 1).RunAsync(new() { Broker = _broker.Address }, TimeProvider.System, TestContext.Current.CancellationToken);
        var services = _centres[0].Services;
        Assert.Equal(outcome.Messages, services.GetRequiredService<CaseQueries>().Facts().Count);
        Assert.Equal((60L, 0L), services.GetRequiredService<CaseQueries>().Counts());
        // States have no receipt: the last ones may be on their way.
        await Eventually.TrueAsync(() => services.GetRequiredService<SiteHealthQueries>().All().Count(site => site.State == "Connected") == 10, "all sites are connected");
        var drifting = services.GetRequiredService<DriftWatch>().Weeks().GroupBy(week => week.Site).Where(site => site.TakeLast(2).All(week => week.Signals.Contains("DRIFT_SHORT_AXIS"))).Select(site => site.Key);
        Assert.Equal(["sim-0005", "sim-0010"], drifting);
        foreach (var centre in _centres)
        {
            await centre.StopAsync();
            await centre.DisposeAsync();
        }

        _centres.Clear();
    }
}
