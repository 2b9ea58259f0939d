using System.Net.Sockets;
using EdgeNode.Appliance.Hosting.CommandLine;
using Microsoft.AspNetCore.Connections;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace EdgeNode.Appliance.Tests.Hosting;

/// <summary>How the service ends is what systemd and the journal have to go by.</summary>
public sealed class RunCommandTests
{
    public static TheoryData<Exception> Failures =>
    [
        new SocketException((int)SocketError.ConnectionReset),
        new IOException("The pipe is broken.", new SocketException((int)SocketError.ConnectionReset)),
        new SqliteException("disk I/O error", 10),
        new InvalidOperationException("A defect."),
    ];

    [Theory]
    [MemberData(nameof(Failures), DisableDiscoveryEnumeration = true)]
    public async Task A_background_service_that_dies_ends_the_service_as_a_defect_whatever_killed_it(Exception failure)
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddHostedService(_ => new Dying(failure));
        using var host = builder.Build();

        Assert.Equal(ExitCode.Defect, await RunCommand.ServeAsync(host, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_start_that_fails_ends_once_what_had_begun_has_ended()
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        var begun = new NeverLeftBehind();
        builder.Services.AddHostedService(_ => begun).AddHostedService(_ => new Refusing(begun.Begun.Task));
        using var host = builder.Build();

        await Assert.ThrowsAsync<AddressInUseException>(() => RunCommand.ServeAsync(host, TestContext.Current.CancellationToken));
        Assert.True(begun.Ended);
    }

    // As a native library that is being loaded: told to end, it takes its time.
    private sealed class NeverLeftBehind : BackgroundService
    {
        public TaskCompletionSource Begun { get; } = new();

        public bool Ended { get; private set; }

        protected override async Task ExecuteAsync(CancellationToken stoppingToken)
        {
            Begun.SetResult();
            await Task.Delay(Timeout.Infinite, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await Task.Delay(50, CancellationToken.None);
            Ended = true;
        }
    }

    private sealed class Refusing(Task begun) : IHostedService
    {
        public async Task StartAsync(CancellationToken cancellationToken)
        {
            await begun;
            throw new AddressInUseException("taken");
        }

        public Task StopAsync(CancellationToken cancellationToken) => throw new InvalidOperationException("never started");
    }

    private sealed class Dying(Exception failure) : BackgroundService
    {
        protected override async Task ExecuteAsync(CancellationToken stoppingToken)
        {
            await Task.Yield();
            throw failure;
        }
    }
}
