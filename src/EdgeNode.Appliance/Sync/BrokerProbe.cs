using EdgeNode.Contracts.Broker;
using MQTTnet;

namespace EdgeNode.Appliance.Sync;

/// <summary>Asks the broker once, for <c>edgenode check</c>, under a name of its own so that a running service is not pushed off.</summary>
public static class BrokerProbe
{
    /// <summary>Null when the broker lets us in (or is the embedded one), otherwise one line with what to do.</summary>
    /// <param name="options">Validated options.</param>
    /// <param name="time">Clock of the time-out.</param>
    /// <param name="cancel">Ends the attempt.</param>
    public static async Task<string?> ProblemAsync(SyncOptions options, TimeProvider time, CancellationToken cancel = default)
    {
        if (options.UsesEmbedded)
            return null;
        using var client = new MqttClientFactory().CreateMqttClient();
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(options.Timings.Timeout), time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancel);
        try
        {
            var welcome = await client.ConnectAsync(BrokerConnection.Quiet(options), both.Token);
            if (welcome.ResultCode != MqttClientConnectResultCode.Success)
                return Say(options.Address, welcome.ResultCode.ToString());
            await client.DisconnectAsync(new MqttClientDisconnectOptions(), both.Token);
            return null;
        }
        catch (Exception failure) when (!cancel.IsCancellationRequested)
        {
            return Say(options.Address, limit.IsCancellationRequested ? "no answer in time" : failure.GetBaseException().Message);
        }
    }

    private static string Say(BrokerAddress broker, string why) =>
        $"{broker} does not let us in ({why}): check the line, sync.broker and sync.tls. Nothing is lost meanwhile.";
}
