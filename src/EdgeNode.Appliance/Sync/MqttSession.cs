using System.Text.Json;
using EdgeNode.Appliance.Health;
using EdgeNode.Contracts;
using EdgeNode.Contracts.Sync;
using MQTTnet;
using MQTTnet.Packets;
using MQTTnet.Protocol;

namespace EdgeNode.Appliance.Sync;

/// <summary>
/// One connection from birth to death, with a client of its own: MQTTnet forgets unacknowledged messages when a client connects again, so
/// no sending is carried over and everything without a receipt is sent anew. The broker's side of the session outlives the connection, so
/// that receipts and commands wait there.
/// </summary>
internal sealed class MqttSession(
    SyncOptions options, SessionNumber number, Outbox outbox, SyncMonitor monitor, SyncCommands commands, StageBeat beat, ILogger log, TimeProvider time) : IDisposable
{
    private const int WindowSize = 512;

    /// <summary>MQTTnet does not look at the broker's receive maximum, so the bound is ours.</summary>
    private const int InFlight = 16;

    /// <summary>Rows taken at a time: a new alarm waits for at most this many calmer rows.</summary>
    private const int Handful = 64;

    private static readonly TimeSpan LongestIdle = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan LongestGoodbye = TimeSpan.FromSeconds(2);
    private static readonly string Software = typeof(MqttSession).Assembly.GetName().Version?.ToString(3) ?? "0";

    private readonly IMqttClient _client = new MqttClientFactory().CreateMqttClient();
    private readonly SendWindow _window = new(WindowSize, TimeSpan.FromSeconds(options.Timings.Resend), time);
    private Exception? _storeFailure;

    private NodeState Death => new(Online: false, number.BdSeq, Software, Unsent: null);

    /// <summary>Runs until the connection is lost (throws), or until cancelled (says goodbye and returns).</summary>
    public async Task RunAsync(Action connected, CancellationToken cancel)
    {
        using var session = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        _client.DisconnectedAsync += _ => CancelAsync(session);
        _client.ApplicationMessageReceivedAsync += message => ReceivedAsync(message, session);
        try
        {
            await OpenAsync(session.Token);
            connected();
            Task[] work = [PumpAsync(session.Token), BeatAsync(session.Token), SeekCentreAsync(session.Token)];
            await Task.WhenAny(work);
            await CancelAsync(session);
            await Task.WhenAll(work);
        }
        catch (OperationCanceledException) when (session.IsCancellationRequested)
        {
            if (!cancel.IsCancellationRequested)
                throw new IOException(_storeFailure?.Message ?? "the connection was lost");
        }
        finally
        {
            monitor.Connection(false);
            await CloseAsync();
        }
    }

    public void Dispose() => _client.Dispose();

    private async Task OpenAsync(CancellationToken cancel)
    {
        var welcome = await InTimeAsync(token => _client.ConnectAsync(BrokerConnection.Options(options, Death), token), cancel);
        if (welcome.ResultCode != MqttClientConnectResultCode.Success)
            throw new IOException($"the broker refused the connection: {welcome.ResultCode}");
        monitor.Connection(true);
        log.Connected(options.Address.ToString(), options.Node, outbox.Backlog().Count);
        await BirthAsync(cancel);
        await SubscribeAsync([Topics.Ack(options.Node), Topics.Command(options.Node), Topics.CentreState], cancel);
    }

    private async Task SubscribeAsync(string[] topics, CancellationToken cancel)
    {
        var subscriptions = new MqttClientSubscribeOptions
        {
            TopicFilters = [.. topics.Select(topic => new MqttTopicFilter { Topic = topic, QualityOfServiceLevel = MqttQualityOfServiceLevel.AtLeastOnce })],
        };
        var answer = await InTimeAsync(token => _client.SubscribeAsync(subscriptions, token), cancel);
        if (answer.Items.FirstOrDefault(item => item.ResultCode > MqttClientSubscribeResultCode.GrantedQoS2) is { } refused)
            throw new IOException($"the broker refused {refused.TopicFilter.Topic}: {refused.ResultCode}");
    }

    private Task BirthAsync(CancellationToken cancel)
    {
        var birth = new NodeState(Online: true, number.BdSeq, Software, outbox.Backlog().Count);
        return InTimeAsync(token => _client.PublishAsync(BrokerConnection.State(options.Node, birth), token), cancel);
    }

    private async Task PumpAsync(CancellationToken cancel)
    {
        while (true)
        {
            beat.Beat();
            if (_window.Expire() is > 0 and var again)
                log.Resending(again);
            var handful = monitor.CentreSeen ? _window.Take(outbox.Pending(_window.Capacity), Handful) : [];
            var parallel = new ParallelOptions { MaxDegreeOfParallelism = InFlight, CancellationToken = cancel };
            await Parallel.ForEachAsync(handful, parallel, async (entry, token) => await SendAsync(entry, token));
            monitor.Refresh();
            if (handful.Count < Handful)
                await outbox.WaitForChangeAsync(LongestIdle, cancel);
        }
    }

    private async Task SendAsync(OutboxEntry entry, CancellationToken cancel)
    {
        beat.Beat();
        if (outbox.Load(entry) is not { } row)
        {
            // A receipt for an earlier sending came between.
            _window.Receipted([entry.Id]);
            return;
        }

        var result = await InTimeAsync(token => _client.PublishAsync(BrokerConnection.Message(row, options.Node, number.Epoch), token), cancel);
        if (!result.IsSuccess)
            log.Refused(row.Id, result.ReasonCode.ToString(), options.Node);
    }

    private async Task BeatAsync(CancellationToken cancel)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(options.Timings.Heartbeat), time);
        var sequence = 0L;
        do
        {
            var backlog = outbox.Backlog();
            var now = time.GetUtcNow();
            var beat = new Heartbeat
            {
                BdSeq = number.BdSeq,
                Sequence = ++sequence,
                Sent = now,
                Software = Software,
                Unsent = backlog.Count,
                OldestUnsentSeconds = backlog.Oldest is { } oldest ? (long)(now - oldest).TotalSeconds : null,
            };
            await InTimeAsync(token => _client.PublishAsync(BrokerConnection.Health(options.Node, beat, options.Timings.Heartbeat), token), cancel);
        }
        while (await timer.WaitForNextTickAsync(cancel));
    }

    /// <summary>
    /// Asks for the centre's retained state (MQTT 5, 3.3.1.3) until there is one: MQTTnet.Server, and a cluster whose members tell each other
    /// late, can miss a centre that announces itself at the moment of our subscription, and it announces itself once.
    /// </summary>
    private async Task SeekCentreAsync(CancellationToken cancel)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(options.Timings.Resend), time);
        while (await timer.WaitForNextTickAsync(cancel))
        {
            if (!monitor.CentreSeen)
                await SubscribeAsync([Topics.CentreState], cancel);
        }
    }

    /// <summary>MQTTnet calls this for one message after the other and acknowledges each afterwards.</summary>
    private async Task ReceivedAsync(MqttApplicationMessageReceivedEventArgs message, CancellationTokenSource session)
    {
        try
        {
            var reader = new Utf8JsonReader(message.ApplicationMessage.Payload);
            if (message.ApplicationMessage.Topic == Topics.Command(options.Node))
            {
                if (JsonSerializer.Deserialize(ref reader, ContractsJson.Default.Command) is { } command)
                    await CommandedAsync(command, message.ApplicationMessage, session.Token);
            }
            else if (message.ApplicationMessage.Topic == Topics.CentreState)
            {
                var cleared = message.ApplicationMessage.Payload.IsEmpty;
                CentreChanged(cleared ? null : JsonSerializer.Deserialize(ref reader, ContractsJson.Default.CentreState));
            }
            else if (JsonSerializer.Deserialize(ref reader, ContractsJson.Default.Receipt) is { Ids: not null } receipt)
                await ReceiptedAsync(receipt, session.Token);
        }
        catch (JsonException)
        {
            log.BadReceipt();
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            log.StoreRefused(failure.Message);
            _storeFailure = failure;
            await CancelAsync(session);
        }
    }

    private async Task CommandedAsync(Command command, MqttApplicationMessage asked, CancellationToken cancel)
    {
        var reply = await commands.RunAsync(command, BirthAsync, cancel);
        await InTimeAsync(token => _client.PublishAsync(BrokerConnection.Reply(options.Node, reply, asked), token), cancel);
        outbox.Wake();
    }

    private void CentreChanged(CentreState? state)
    {
        var online = state is { Online: true };
        if (online == monitor.CentreSeen)
            return;
        if (online)
        {
            _window.Forget();
            log.CentreOnline();
        }
        else
        {
            log.CentreOffline();
        }

        monitor.Centre(online);
        outbox.Wake();
    }

    private async Task ReceiptedAsync(Receipt receipt, CancellationToken cancel)
    {
        await outbox.RemoveAsync(receipt.Ids, cancel);
        _window.Receipted(receipt.Ids);
        log.Receipted(receipt.Ids.Count);
        monitor.Refresh();
    }

    /// <summary>Says goodbye where the line still allows it; the will speaks where it does not.</summary>
    private async Task CloseAsync()
    {
        try
        {
            if (!_client.IsConnected)
                return;
            using var limit = new CancellationTokenSource(LongestGoodbye, time);
            await _client.PublishAsync(BrokerConnection.State(options.Node, Death), limit.Token);
            await _client.DisconnectAsync(new MqttClientDisconnectOptions { SessionExpiryInterval = BrokerConnection.SessionExpiry(options) }, limit.Token);
        }
        catch (Exception)
        {
            // The connection is given up either way.
        }
    }

    private async Task<T> InTimeAsync<T>(Func<CancellationToken, Task<T>> work, CancellationToken cancel)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(options.Timings.Timeout), time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancel);
        try
        {
            return await work(both.Token);
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested && !cancel.IsCancellationRequested)
        {
            throw new TimeoutException("the broker did not answer in time");
        }
    }

    private static async Task CancelAsync(CancellationTokenSource session)
    {
        try
        {
            await session.CancelAsync();
        }
        catch (ObjectDisposedException)
        {
            // A late event of a session that has ended.
        }
    }
}
