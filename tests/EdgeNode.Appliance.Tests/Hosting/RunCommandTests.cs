using System.Net.Sockets;
using EdgeNode.Appliance.Hosting.CommandLine;
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

    private sealed class Dying(Exception failure) : BackgroundService
    {
        protected override async Task ExecuteAsync(CancellationToken stoppingToken)
        {
            await Task.Yield();
            throw failure;
        }
    }
}
