using EdgeNode.Center.Collecting;
using EdgeNode.Center.Hosting;
using EdgeNode.Center.Storage;
using EdgeNode.TestData;
using EdgeNode.TestPeers;
using Microsoft.Extensions.Hosting.Systemd;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using MQTTnet;
using MQTTnet.Protocol;

namespace EdgeNode.Center.Tests.Alive;

/// <summary>systemd hears that the centre is alive only while its collector moves: the real one, before a real broker and a real PostgreSQL.</summary>
public sealed class CentreWatchdogTests : IAsyncLifetime
{
    private readonly FakeTimeProvider _time = new();
    private readonly Systemd _systemd = new();
    private readonly Mosquitto _broker = new();
    private readonly Postgres _server = new();
    private readonly CollectorStatus _status = new();
    private readonly CollectorPulse _pulse;
    private readonly Watchdog _watchdog;

    public CentreWatchdogTests()
    {
        _pulse = new(_time);
        _watchdog = new(_pulse, new(TimeSpan.FromSeconds(20)), _time, NullLogger<Watchdog>.Instance, _systemd);
    }

    public async ValueTask InitializeAsync()
    {
        await _broker.StartAsync();
        await _server.StartAsync();
        await _watchdog.StartAsync(CancellationToken.None);
    }

    public async ValueTask DisposeAsync()
    {
        await _watchdog.StopAsync(CancellationToken.None);
        _watchdog.Dispose();
        await _server.DisposeAsync();
        await _broker.DisposeAsync();
    }

    [Fact]
    public async Task An_idle_collector_beats_one_whose_database_never_answers_does_not_and_the_silence_ends_with_it()
    {
        // A command that may take for ever: the database neither answers nor refuses.
        await using var line = new CuttingProxy(_server.Port);
        using var database = CenterDatabase.OpenPostgres($"{Postgres.ConnectionBy(line.Port)};Command Timeout=0");
        using var collector = new Collector(
            new() { Broker = _broker.Address, LongestPause = 0.3 }, new ReportStore(database, TimeProvider.System), _status, _pulse, NullLogger<Collector>.Instance, _time);
        await collector.StartAsync(CancellationToken.None);
        await Eventually.TrueAsync(() => _status.Connected, "the collector is connected");
        for (var i = 0; i < 60; i++)
            await TurnAsync();
        Assert.True(_systemd.Heard > 10, $"{_systemd.Heard} signs of life in five minutes");

        line.Delay = TimeSpan.FromHours(1);
        var report = Samples.Of("report");
        using var box = new MqttClientFactory().CreateMqttClient();
        await box.ConnectAsync(new MqttClientOptionsBuilder().WithTcpServer("127.0.0.1", _broker.Port).Build());
        await box.PublishAsync(new MqttApplicationMessageBuilder().WithTopic(report.Topic).WithPayload(report.Bytes).WithQualityOfServiceLevel(MqttQualityOfServiceLevel.AtLeastOnce).Build());
        await Eventually.TrueAsync(() => line.Up.AsSpan().IndexOf("0123456789abcdef0123456789abcdef"u8) >= 0, "the commit is on its way");
        _time.Advance(CollectorPulse.Limit + TimeSpan.FromSeconds(1));
        var heard = await LooksAsync();
        Assert.Equal(heard, await LooksAsync());
        Assert.False(_pulse.IsAlive);

        line.Delay = TimeSpan.Zero;
        line.Cut();
        await Eventually.TrueAsync(() => { _time.Advance(TimeSpan.FromSeconds(1)); return _pulse.IsAlive && _status.Connected; }, "it moves again");
        await Eventually.TrueAsync(async () => await LooksAsync() > heard, "and it is heard");
        await collector.StopAsync(CancellationToken.None);
    }

    [Fact]
    public void A_pause_between_attempts_is_no_standstill()
    {
        _pulse.Beat(rest: TimeSpan.FromMinutes(10));
        _time.Advance(TimeSpan.FromMinutes(10) + CollectorPulse.Limit);
        Assert.True(_pulse.IsAlive);
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.False(_pulse.IsAlive);
        _pulse.Beat();
        Assert.True(_pulse.IsAlive);
    }

    /// <summary>The idle loop turns once.</summary>
    private async Task TurnAsync()
    {
        var beats = _pulse.Beats;
        _time.Advance(CollectorPulse.Idle);
        await Eventually.TrueAsync(() => _pulse.Beats > beats, "the loop turns");
    }

    /// <summary>Signs of life after two more looks.</summary>
    private async Task<int> LooksAsync()
    {
        for (var i = 0; i < 2; i++)
        {
            var looks = _watchdog.Looks;
            _time.Advance(TimeSpan.FromSeconds(20));
            await Eventually.TrueAsync(() => _watchdog.Looks > looks, "the watchdog looks");
        }

        return _systemd.Heard;
    }

    private sealed class Systemd : ISystemdNotifier
    {
        private int _heard;

        public bool IsEnabled => true;

        public int Heard => Volatile.Read(ref _heard);

        public void Notify(ServiceState state)
        {
            Assert.Equal("WATCHDOG=1", state.ToString());
            Interlocked.Increment(ref _heard);
        }
    }
}
