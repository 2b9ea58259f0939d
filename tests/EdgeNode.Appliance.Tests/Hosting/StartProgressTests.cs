using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using System.Text;
using EdgeNode.Appliance.Hosting;
using EdgeNode.Appliance.Storage;
using EdgeNode.Appliance.Storage.Backup;
using EdgeNode.Appliance.Tests.Intake;
using EdgeNode.TestPeers;
using Microsoft.Extensions.Hosting.Systemd;
using Microsoft.Extensions.Time.Testing;

namespace EdgeNode.Appliance.Tests.Hosting;

/// <summary>A start that has much to do is not ended by systemd while it comes further.</summary>
public sealed class StartProgressTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("edgenode-start").FullName;
    private readonly Heard _systemd = new();
    private readonly FakeTimeProvider _time = new(new(2026, 11, 26, 8, 0, 0, TimeSpan.Zero));

    [Fact]
    public async Task A_box_that_owes_its_images_asks_for_time_before_it_is_ready()
    {
        await ReceiveAsync(3);
        foreach (var file in Directory.GetFiles(_folder, Database.FileName + "*")) File.Delete(file);
        var told = new ConcurrentQueue<string>();
        using var systemd = new Socket(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);
        systemd.Bind(new UnixDomainSocketEndPoint(Path.Combine(_folder, "notify")));
        var hearing = HearAsync(systemd, told);
        using (var box = Start(Path.Combine(_folder, "notify")))
        {
            try
            {
                await Eventually.TrueAsync(() => told.Contains("READY=1") || box.HasExited, "the box is ready");
            }
            finally
            {
                box.Kill();
                await box.WaitForExitAsync(TestContext.Current.CancellationToken);
            }
        }

        systemd.Dispose();
        await hearing;
        Assert.Contains("READY=1", told);
        var asked = told.TakeWhile(said => said != "READY=1").Where(said => said.StartsWith("EXTEND_TIMEOUT_USEC=", StringComparison.Ordinal)).ToList();
        Assert.NotEmpty(asked);
        Assert.All(asked, said => Assert.True(long.Parse(said.Split('=')[1], CultureInfo.InvariantCulture) > 0, said));
        await using var recovered = new ReceivingBox(_folder);
        Assert.Equal(3, recovered.Stored().Count);
    }

    [Fact]
    public async Task Every_image_that_is_looked_at_is_a_step()
    {
        await ReceiveAsync(5);
        await using var box = new ReceivingBox(_folder);
        await box.RecoverAsync(everySegment: true, Progress());
        Assert.True(_systemd.Count > 5, $"{_systemd.Count} steps");
    }

    [Fact]
    public async Task Checking_and_putting_back_the_database_are_steps()
    {
        var backups = new Backups(Path.Combine(_folder, "backups"), kept: 3);
        await using (var database = Open(backups))
        {
            await database.WriteAsync(connection => connection.Execute(
                "INSERT INTO meta SELECT 'row' || value, hex(randomblob(400)) FROM (WITH RECURSIVE n(value) AS (SELECT 1 UNION ALL SELECT value + 1 FROM n WHERE value < 20000) SELECT value FROM n)"));
            backups.Make(database, _time.GetUtcNow());
        }

        var before = _systemd.Count;
        await Open(backups).DisposeAsync();
        var checking = _systemd.Count - before;
        Assert.True(checking > 1, $"{checking} steps of a check");

        File.Delete(Path.Combine(_folder, Database.FileName));
        before = _systemd.Count;
        await Open(backups).DisposeAsync();
        Assert.True(_systemd.Count - before > checking, "the copy is looked at and copied in steps");
    }

    [Fact]
    public void Systemd_is_not_told_of_every_one_of_many_quick_steps()
    {
        var progress = new StartProgress(_systemd, _time);
        for (var n = 0; n < 1000; n++) progress.Step();
        Assert.Equal(1, _systemd.Count);
        _time.Advance(StartProgress.LongestStep / 2);
        progress.Step();
        Assert.Equal(2, _systemd.Count);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    /// <summary>Every look at the clock is a while later.</summary>
    private StartProgress Progress() => new(_systemd, new FakeTimeProvider { AutoAdvanceAmount = TimeSpan.FromSeconds(2) });

    private Database Open(Backups backups) => DatabaseStart.Open(_folder, new(_folder, 0), backups, _time, Progress());

    private async Task ReceiveAsync(int images)
    {
        await using var box = new ReceivingBox(_folder);
        var association = box.Associate();
        for (var n = 1; n <= images; n++) await box.StoreAsync(association, $"1.2.{n}", ReceivingBox.DataSet($"1.2.{n}", value: (byte)n));
    }

    private Process Start(string socket)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "edgenode.dll"), "run"]) { WorkingDirectory = _folder, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["NOTIFY_SOCKET"] = socket;
        start.Environment["EDGENODE_storage__path"] = _folder;
        start.Environment["EDGENODE_storage__minimumFreeFraction"] = "0";
        start.Environment["EDGENODE_storage__reserveMiB"] = "0";
        start.Environment["EDGENODE_analysis__model"] = Path.Combine(_folder, "no-model");
        start.Environment["EDGENODE_dicom__address"] = "127.0.0.1";
        start.Environment["EDGENODE_dicom__port"] = $"{FreePort.Next()}";
        start.Environment["EDGENODE_kiosk__urls"] = $"http://127.0.0.1:{FreePort.Next()}";
        var box = Process.Start(start)!;
        box.BeginOutputReadLine();
        box.BeginErrorReadLine();
        return box;
    }

    private static async Task HearAsync(Socket systemd, ConcurrentQueue<string> told)
    {
        var buffer = new byte[4096];
        try
        {
            while (true)
            {
                var length = await systemd.ReceiveAsync(buffer.AsMemory());
                foreach (var line in Encoding.UTF8.GetString(buffer, 0, length).Split('\n', StringSplitOptions.RemoveEmptyEntries)) told.Enqueue(line);
            }
        }
        catch (Exception over) when (over is SocketException or ObjectDisposedException)
        {
            // The test has ended.
        }
    }

    private sealed class Heard : ISystemdNotifier
    {
        public bool IsEnabled => true;

        public int Count { get; private set; }

        public void Notify(ServiceState state) => Count++;
    }
}
