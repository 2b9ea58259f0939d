using CsCheck;
using EdgeNode.Contracts.Broker;

namespace EdgeNode.Contracts.Tests;

public sealed class BrokerTests
{
    [Theory]
    [InlineData("mqtt://broker", "broker", 1883, false)]
    [InlineData("mqtt://127.0.0.1:2883/", "127.0.0.1", 2883, false)]
    [InlineData("mqtts://broker.example", "broker.example", 8883, true)]
    public void Addresses_are_understood(string text, string host, int port, bool tls) => Assert.Equal(new(host, port, tls), BrokerAddress.Parse(text));

    [Theory]
    [InlineData(null)]
    [InlineData("broker:1883")]
    [InlineData("http://broker")]
    [InlineData("mqtt://")]
    [InlineData("mqtt://name:password@broker")]
    [InlineData("mqtt://broker/topic")]
    [InlineData("mqtt://broker:99999")]
    public void Anything_else_is_refused(string? text) => Assert.Null(BrokerAddress.Parse(text));

    [Fact]
    public void Pauses_grow_to_the_longest_and_stay_in_the_upper_half() => Gen.Int.Sample(seed =>
    {
        var delay = new ReconnectDelay(TimeSpan.FromSeconds(0.2), TimeSpan.FromSeconds(60), new Random(seed));
        var expected = 0.2;
        for (var attempt = 0; attempt < 40; attempt++)
        {
            Assert.InRange(delay.Next().TotalSeconds, (expected / 2) - 1e-6, expected + 1e-6);
            expected = Math.Min(60, expected * 2);
        }

        delay.Reset();
        Assert.InRange(delay.Next().TotalSeconds, 0.1 - 1e-6, 0.2 + 1e-6);
    });
}
