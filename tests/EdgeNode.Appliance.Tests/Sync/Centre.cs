using EdgeNode.Center.Collecting;
using EdgeNode.Center.Hosting;
using EdgeNode.Center.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace EdgeNode.Appliance.Tests.Sync;

/// <summary>The real centre, on a folder that outlives it, so that it can be stopped and started.</summary>
internal sealed class Centre(CenterOptions options) : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("edgenode-centre").FullName;
    private WebApplication? _app;

    public Centre(string broker)
        : this(new CenterOptions { Broker = broker, LongestPause = 0.3 })
    {
    }

    public CaseQueries Queries => _app!.Services.GetRequiredService<CaseQueries>();

    /// <summary>Whether it has subscribed.</summary>
    public bool IsConnected => _app!.Services.GetRequiredService<CollectorStatus>().Connected;

    public string Blobs => Path.Combine(_folder, "blobs");

    public long Reports => Queries.Counts().Reports;

    public async Task StartAsync()
    {
        _app = CenterService.Build(options with { StoragePath = _folder, Urls = "http://127.0.0.1:0" }, _ => { });
        await _app.StartAsync();
    }

    public async Task StopAsync()
    {
        if (_app is null)
            return;
        await _app.StopAsync();
        await _app.DisposeAsync();
        _app = null;
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        Directory.Delete(_folder, recursive: true);
    }
}
