using System.CommandLine;
using EdgeNode.Appliance.Hosting.Options;

namespace EdgeNode.Appliance.Hosting.CommandLine;

/// <summary><c>edgenode firewall</c>: the packet filter of the DICOM ports, for nft(8).</summary>
internal static class FirewallCommand
{
    public static Command Create()
    {
        var config = CommonOptions.Config();
        var command = new Command("firewall", "Print the nftables rules that let only the configured peers reach the DICOM ports (edgenode firewall | nft -f -).") { config };
        command.SetAction(parsed =>
        {
            var configuration = ApplianceConfiguration.Load(parsed.GetValue(config));
            if (configuration.Options is not { } options)
            {
                return Complaint.Configuration(configuration.Errors);
            }

            Console.Out.Write(FirewallRules.Of(options.Dicom));
            return ExitCode.Done;
        });
        return command;
    }
}
