using System.Net;
using System.Net.Sockets;
using EdgeNode.Appliance.Hosting.Checks;
using EdgeNode.Appliance.Tests.Intake;
using EdgeNode.TestPeers;

namespace EdgeNode.Appliance.Tests.Hosting;

/// <summary>`edgenode check` looks at what is set, all of it.</summary>
public sealed class CheckTests
{
    [Fact]
    public void Every_address_of_the_kiosk_is_looked_at_where_it_will_listen()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var taken = ((IPEndPoint)other.LocalEndpoint).Port;
        var free = FreePort.Next();
        var findings = PortChecks.Run(new()
        {
            Dicom = new() { Address = "127.0.0.1", Port = FreePort.Next() },
            // The same port on another address of this machine is not taken.
            Kiosk = new() { Urls = $"http://127.0.0.1:{free}/;http://localhost:{taken}/;http://127.0.0.2:{taken}/" },
        }).ToList();

        Assert.Equal(
            [("dicom", null), ("kiosk", null), ("kiosk", "PORT_IN_USE"), ("kiosk", null)],
            findings.Select(finding => (finding.What, finding.Code)));
        Assert.Contains($"{taken}", findings[2].Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Peers_that_are_called_are_asked_and_the_others_are_not()
    {
        await using var pacs = await EchoingListener.StartAsync();
        var silent = FreePort.Next();
        var findings = await PeerChecks.RunAsync(
            new()
            {
                Peers =
                [
                    new() { AeTitle = "CT1", Address = "10.1.2.3" },
                    new() { AeTitle = EchoingListener.AeTitle, Address = "127.0.0.1", Port = pacs.Port },
                    new() { AeTitle = "PACS2", Address = "127.0.0.1", Port = silent },
                ],
            },
            TestContext.Current.CancellationToken).ToListAsync(TestContext.Current.CancellationToken);

        Assert.Equal([null, "PEER_UNREACHABLE"], findings.Select(finding => finding.Code));
        Assert.Contains($"PACS1@127.0.0.1:{pacs.Port} answers", findings[0].Text, StringComparison.Ordinal);
        Assert.Contains($"{silent}", findings[1].Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_peer_to_call_it_says_so()
    {
        var findings = await PeerChecks.RunAsync(new() { Peers = [new() { AeTitle = "CT1" }] }, default).ToListAsync(TestContext.Current.CancellationToken);
        Assert.Equal((CheckLevel.Holds, null), (Assert.Single(findings).Level, findings[0].Code));
        Assert.Contains("none is called", findings[0].Text, StringComparison.Ordinal);
    }
}
