using EdgeNode.Appliance.Health;
using EdgeNode.Appliance.Tests.Intake;
using EdgeNode.TestPeers;
using Microsoft.Extensions.Time.Testing;

namespace EdgeNode.Appliance.Tests.Health;

/// <summary>A listener that does not answer is told at once, and looks stuck once it has not answered for long.</summary>
public sealed class SelfEchoTests
{
    private readonly FakeTimeProvider _time = new();

    [Fact]
    public async Task A_listener_that_does_not_answer_is_told_until_it_does()
    {
        var port = FreePort.Next();
        using var echo = new SelfEcho(new() { AeTitle = EchoingListener.AeTitle, Port = port }, new(_time), _time);
        Assert.False(await echo.EchoAsync(TestContext.Current.CancellationToken));
        Assert.Contains($"{port}", echo.Failure, StringComparison.Ordinal);
        Assert.Null(echo.Last);

        await using var listener = await EchoingListener.StartAsync(port);
        Assert.True(await echo.EchoAsync(TestContext.Current.CancellationToken));
        Assert.Null(echo.Failure);
        Assert.Equal(_time.GetUtcNow(), echo.Last);
    }

    [Fact]
    public async Task One_that_answers_none_of_five_is_stuck_and_one_that_answers_again_is_not()
    {
        var (port, beats) = (FreePort.Next(), new StageBeats(_time));
        using var echo = new SelfEcho(new() { AeTitle = EchoingListener.AeTitle, Port = port }, beats, _time);
        await echo.StartAsync(TestContext.Current.CancellationToken);
        await Eventually.TrueAsync(() => Passes(() => beats.Stuck().Count == 1), "the listener looks stuck");

        await using var listener = await EchoingListener.StartAsync(port);
        await Eventually.TrueAsync(() => Passes(() => beats.Stuck().Count == 0), "the listener answers again");
        await echo.StopAsync(CancellationToken.None);
    }

    [Fact]
    public async Task One_that_has_no_place_left_is_told_and_is_not_stuck()
    {
        var (port, beats) = (FreePort.Next(), new StageBeats(_time));
        using var echo = new SelfEcho(new() { AeTitle = EchoingListener.AeTitle, Port = port }, beats, _time);
        await echo.StartAsync(TestContext.Current.CancellationToken);
        await Eventually.TrueAsync(() => Passes(() => beats.Stuck().Count == 1), "the listener looks stuck");

        await using var listener = await EchoingListener.StartAsync(port, places: 0);
        await Eventually.TrueAsync(() => Passes(() => beats.Stuck().Count == 0), "the listener refuses, and so it lives");
        Assert.Contains("dicom.maxAssociations", echo.Failure, StringComparison.Ordinal);
        Assert.Null(echo.Last);
        await echo.StopAsync(CancellationToken.None);
    }

    private bool Passes(Func<bool> condition)
    {
        _time.Advance(TimeSpan.FromSeconds(10));
        return condition();
    }
}
