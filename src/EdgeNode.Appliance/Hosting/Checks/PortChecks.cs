using System.Net;
using System.Net.Sockets;
using EdgeNode.Appliance.Hosting.CommandLine;
using EdgeNode.Appliance.Hosting.Options;

namespace EdgeNode.Appliance.Hosting.Checks;

/// <summary>Whether the service could listen where it is told to.</summary>
internal static class PortChecks
{
    public static IEnumerable<CheckFinding> Run(ApplianceOptions options)
    {
        var dicom = IPAddress.Parse(options.Dicom.Address);
        yield return Port("dicom", dicom, options.Dicom.Port, "dicom.port");
        if (options.Dicom.Tls is { IsOn: true } tls)
        {
            yield return Port("dicom tls", dicom, tls.Port, "dicom.tls.port");
        }

        foreach (var (address, port) in options.Kiosk.Listeners)
        {
            yield return Port("kiosk", address, port, "kiosk.urls");
        }
    }

    private static CheckFinding Port(string what, IPAddress address, int port, string setting)
    {
        try
        {
            using var listener = new TcpListener(address, port);
            listener.Start();
            return new(what, CheckLevel.Holds, null, $"port {port} of {address} is free", ExitCode.Done);
        }
        catch (SocketException taken)
        {
            return new(what, CheckLevel.Warns, "PORT_IN_USE", $"port {port} of {address}: {taken.Message}. Fine while the service runs, else stop the other program or set {setting}", ExitCode.Done);
        }
    }
}
