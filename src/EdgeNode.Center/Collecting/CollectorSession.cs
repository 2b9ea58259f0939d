using System.Buffers;
using System.Data.Common;
using System.Text.Json;
using System.Threading.Channels;
using EdgeNode.Center.Hosting;
using EdgeNode.Center.Storage;
using EdgeNode.Contracts;
using EdgeNode.Contracts.Sync;
using MQTTnet;
using MQTTnet.Packets;

namespace EdgeNode.Center.Collecting;

/// <summary>
/// One connection of the collector. Order of a batch: commit, then PUBACK, then receipts; a crash between any two only brings duplicates.
/// </summary>
internal sealed class CollectorSession(CenterOptions options, ReportStore store, CollectorStatus status, CollectorPulse pulse, ILogger log, TimeProvider time) : IDisposable
{
    private const int LargestBatch = 500;
    private const int MostReceiptsAtOnce = 128;

    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan LongestGoodbye = TimeSpan.FromSeconds(2);

    private readonly IMqttClient _client = new MqttClientFactory().CreateMqttClient();
    private readonly Channel<Delivery> _deliveries = Channel.CreateUnbounded<Delivery>(new() { SingleReader = true });

    /// <summary>Between the announcement and the goodbye: any other word on our topic is put right.</summary>
    private volatile bool _announced;

    /// <summary>What the broker takes unanswered (MQTT 5, 3.2.2.3.3), less one for the announcement.</summary>
    private int _receiptsAtOnce = 1;

    /// <summary>Runs until the connection is lost or the database refuses (throws), or until cancelled (says goodbye and returns).</summary>
    public async Task RunAsync(Action connected, CancellationToken cancel)
    {
        _client.DisconnectedAsync += _ => Task.FromResult(_deliveries.Writer.TryComplete(new IOException("the connection was lost")));
        _client.ApplicationMessageReceivedAsync += Received;
        try
        {
            await OpenAsync(cancel);
            connected();
            status.Connected = true;
            while (await MoreAsync(cancel))
                await HandleAsync(Batch(), cancel);
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            // Goodbye below.
        }
        finally
        {
            status.Connected = false;
            await CloseAsync();
        }
    }

    public void Dispose() => _client.Dispose();

    private async Task OpenAsync(CancellationToken cancel)
    {
        var welcome = await _client.ConnectAsync(CentreConnection.Options(options), cancel).WaitAsync(Timeout, cancel);
        if (welcome.ResultCode != MqttClientConnectResultCode.Success)
            throw new IOException($"the broker refused the connection: {welcome.ResultCode}");
        _receiptsAtOnce = Math.Clamp((welcome.ReceiveMaximum ?? ushort.MaxValue) - 1, 1, MostReceiptsAtOnce);
        var shared = welcome.SharedSubscriptionAvailable;
        var subscribed = await _client.SubscribeAsync(CentreConnection.Subscriptions(shared), cancel).WaitAsync(Timeout, cancel);
        if (subscribed.Items.FirstOrDefault(item => item.ResultCode > MqttClientSubscribeResultCode.GrantedQoS2) is { } refused)
            throw new IOException($"the broker refused {refused.TopicFilter.Topic}: {refused.ResultCode}");

        // Only now: boxes send as soon as they see it.
        _announced = true;
        await PublishAsync(CentreConnection.State(options, online: true), cancel);
        log.Connected(options.Address.ToString(), shared ? "sharing with other collectors" : "no shared subscriptions here: run one collector");
    }

    private async Task Received(MqttApplicationMessageReceivedEventArgs arrived)
    {
        arrived.AutoAcknowledge = false;
        var message = arrived.ApplicationMessage;
        if (message.Topic == Topics.CentreState)
        {
            await arrived.AcknowledgeAsync(CancellationToken.None);
            if (_announced && !SaysOnline(message.Payload.ToArray()))
                await PublishAsync(CentreConnection.State(options, online: true), CancellationToken.None);
            return;
        }

        var raw = new RawMessage(message.Topic, message.Payload.ToArray(), Property(message, Topics.IdProperty), Property(message, Topics.EpochProperty), Property(message, Topics.SequenceProperty));
        _deliveries.Writer.TryWrite(new(arrived, Inspection.Of(raw)));
    }

    /// <summary>Waits for messages; the pulse goes on where none come.</summary>
    private async Task<bool> MoreAsync(CancellationToken cancel)
    {
        var more = _deliveries.Reader.WaitToReadAsync(cancel).AsTask();
        pulse.Beat();
        while (!more.IsCompleted)
        {
            await ((Task)more.WaitAsync(CollectorPulse.Idle, time, cancel)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            cancel.ThrowIfCancellationRequested();
            pulse.Beat();
        }

        return await more;
    }

    private List<Delivery> Batch()
    {
        var batch = new List<Delivery>();
        while (batch.Count < LargestBatch && _deliveries.Reader.TryRead(out var delivery))
            batch.Add(delivery);
        return batch;
    }

    private async Task HandleAsync(List<Delivery> batch, CancellationToken cancel)
    {
        try
        {
            var outcome = store.Commit([.. batch.Select(delivery => delivery.Arrival)]);
            if (outcome.Stored + outcome.Duplicates > 0)
                log.Stored(outcome.Stored, outcome.Duplicates);
            if (outcome.Quarantined > 0)
                log.Quarantined(outcome.Quarantined);
            if (outcome.Unstorable is { } why)
                log.Unstorable(why);
        }
        catch (DbException refused)
        {
            log.StoreRefused(refused.Message);
            throw;
        }

        foreach (var delivery in batch)
            await delivery.Message.AcknowledgeAsync(cancel);
        var debts = batch.Select(delivery => Owed(delivery.Arrival)).OfType<Debt>();
        await Parallel.ForEachAsync(debts.GroupBy(debt => (debt.Node, debt.Epoch), debt => debt.Id), AtOnce(cancel), async (site, token) =>
        {
            var ids = site.Distinct().ToList();
            await PublishAsync(CentreConnection.Receipt(site.Key.Node, new(site.Key.Epoch, ids)), token);
            log.Receipted(ids.Count, site.Key.Node, ids[^1]);
        });
    }

    /// <summary>Receipts of a batch do not wait for each other: a broker's answer takes as long as the line, and a batch may be of 500 sites.</summary>
    private ParallelOptions AtOnce(CancellationToken cancel) => new() { MaxDegreeOfParallelism = _receiptsAtOnce, CancellationToken = cancel };

    /// <summary>Duplicates are receipted too: the box sends them because it did not get the first receipt.</summary>
    private static Debt? Owed(Arrival arrival) => arrival switch
    {
        FactArrival fact => new(fact.Node, fact.Epoch, fact.Id),
        PoisonArrival { Id: { } id, Node.Length: > 0 } poison => new(poison.Node, poison.Epoch, id),
        _ => null,
    };

    /// <summary>A will or goodbye of another session, arrived late, must not hold the boxes back while we are here.</summary>
    private static bool SaysOnline(byte[] payload)
    {
        try
        {
            return JsonSerializer.Deserialize(payload, ContractsJson.Default.CentreState) is { Online: true };
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static string? Property(MqttApplicationMessage message, string name) =>
        message.UserProperties?.FirstOrDefault(property => property.Name == name)?.ReadValueAsString();

    private async Task PublishAsync(MqttApplicationMessage message, CancellationToken cancel)
    {
        var result = await _client.PublishAsync(message, cancel).WaitAsync(Timeout, cancel);
        if (!result.IsSuccess)
            throw new IOException($"the broker refused {message.Topic}: {result.ReasonCode}");
    }

    private async Task CloseAsync()
    {
        _announced = false;
        try
        {
            if (!_client.IsConnected)
                return;
            using var limit = new CancellationTokenSource(LongestGoodbye);
            await _client.PublishAsync(CentreConnection.State(options, online: false), limit.Token);
            await _client.DisconnectAsync(new MqttClientDisconnectOptions(), limit.Token);
        }
        catch (Exception)
        {
            // The connection is given up either way; the will says the rest.
        }
    }

    private sealed record Delivery(MqttApplicationMessageReceivedEventArgs Message, Arrival Arrival);

    private sealed record Debt(string Node, string Epoch, Guid Id);
}
