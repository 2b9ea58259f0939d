using System.Collections.Concurrent;
using EdgeNode.Appliance.Health;
using EdgeNode.Appliance.Storage;
using EdgeNode.Appliance.Sync;
using EdgeNode.Appliance.Sync.Crops;
using EdgeNode.Appliance.Tests.Feedback;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace EdgeNode.Appliance.Tests.Sync.Crops;

/// <summary>Cases with drawn necks, a physician, the real line and the real crop worker, on one database.</summary>
internal sealed class CroppingBox : IAsyncDisposable
{
    private readonly SyncOptions _options;
    private IHost? _host;

    private CroppingBox(FeedbackBox box, SyncOptions options) => (Box, _options) = (box, options);

    public FeedbackBox Box { get; }

    public ConcurrentQueue<string> Lines { get; } = [];

    public string Folder => Path.Combine(Box.Box.Folder, "crops");

    public SyncStatus Status => _host!.Services.GetRequiredService<SyncMonitor>().Current;

    public CropStore Store => new(Box.Box.Database, new(Box.Box.Database, TimeProvider.System), TimeProvider.System);

    public static async Task<CroppingBox> StartAsync(SyncOptions options)
    {
        Assert.Empty(options.Validate());
        var box = new CroppingBox(await FeedbackBox.CreateAsync(crops: options.Crops), options);
        await box.BeginAsync();
        return box;
    }

    public async Task BeginAsync()
    {
        var builder = Host.CreateEmptyApplicationBuilder(new());
        builder.Services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Trace).AddProvider(new LogLines(Lines)));
        builder.Services.AddSingleton(Box.Box.Database).AddSingleton(Box.Box.Files).AddSingleton<DiskPatience>();
        builder.Services.AddSingleton(new DiskGuard(new() { Path = Box.Box.Folder, MinimumFreeFraction = 0 }));
        builder.Services.AddSync(_options, Box.Box.Folder).AddSingleton(_ => new CropFiles(Box.Box.Folder)).AddHostedService<CropWorker>();
        _host = builder.Build();
        await _host.StartAsync();
    }

    public async Task EndAsync()
    {
        await _host!.StopAsync();
        _host.Dispose();
    }

    /// <summary>A new case whose drawn neck is analysed.</summary>
    public async Task<Guid> AnalysedAsync()
    {
        var id = await Box.Box.ReceiveAsync($"1.9.{Box.Box.Time.GetUtcNow().Ticks}.{Random.Shared.Next()}");
        DrawnNeck.Write(Box.Box.Files, id, 1);
        await Box.AnalyseAsync(id, DrawnNeck.Nodes);
        return id;
    }

    public IReadOnlyList<CropRecord> Crops() => Box.Box.Database.Read(connection => connection.Query("SELECT * FROM crops ORDER BY id", CropRecord.Read));

    public async ValueTask DisposeAsync()
    {
        await EndAsync();
        await Box.DisposeAsync();
    }
}
