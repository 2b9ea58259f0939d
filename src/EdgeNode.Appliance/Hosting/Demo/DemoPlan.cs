using System.Net;
using System.Net.Sockets;

namespace EdgeNode.Appliance.Hosting.Demo;

/// <summary>Folders and ports of one demo run. The usual ports where they are free, others where they are not.</summary>
internal sealed record DemoPlan(string Folder, int DicomPort, int KioskPort, int BrokerPort, int CentrePort)
{
    public string Kiosk => $"http://127.0.0.1:{KioskPort}/";

    public string Centre => $"http://127.0.0.1:{CentrePort}/";

    /// <summary>Shows every message of box and centre to whoever has mosquitto's clients.</summary>
    public string LookIn => $"mosquitto_sub -V 5 -p {BrokerPort} -v -t '#'";

    /// <summary>A fresh demo folder: what an earlier demo left is the demo's own and is removed.</summary>
    public static DemoPlan Fresh()
    {
        var folder = Path.GetFullPath(Path.Combine("data", "demo"));
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }

        Directory.CreateDirectory(folder);
        // The settings of a box that is installed here are not the demo's.
        File.WriteAllText(Path.Combine(folder, "appliance.json"), "{}");
        return new(folder, FreePort(11112), FreePort(8080), FreePort(1883), FreePort(8090));
    }

    /// <summary>Settings of the appliance, given to it as environment variables.</summary>
    public Dictionary<string, string> ApplianceSettings(string? model) => new()
    {
        ["EDGENODE_dicom__port"] = $"{DicomPort}",
        ["EDGENODE_dicom__address"] = "127.0.0.1",
        ["EDGENODE_kiosk__urls"] = Kiosk,
        ["EDGENODE_storage__path"] = Path.Combine(Folder, "appliance"),
        ["EDGENODE_analysis__model"] = model is null ? "models/reference" : Path.GetFullPath(model),
        ["EDGENODE_sync__broker"] = "embedded",
        ["EDGENODE_sync__embeddedPort"] = $"{BrokerPort}",
        ["EDGENODE_sync__node"] = "demo",
    };

    public Dictionary<string, string> CentreSettings() => new()
    {
        ["EDGENODE_CENTER_broker"] = $"mqtt://127.0.0.1:{BrokerPort}",
        ["EDGENODE_CENTER_storage__path"] = Path.Combine(Folder, "centre"),
        ["EDGENODE_CENTER_urls"] = Centre,
    };

    private static int FreePort(int usual)
    {
        foreach (var port in new[] { usual, 0 })
        {
            try
            {
                using var probe = new TcpListener(IPAddress.Loopback, port);
                probe.Start();
                return ((IPEndPoint)probe.LocalEndpoint).Port;
            }
            catch (SocketException)
            {
                // Taken: the next is any free one.
            }
        }

        throw new IOException("No TCP port is free on the loopback interface.");
    }
}
