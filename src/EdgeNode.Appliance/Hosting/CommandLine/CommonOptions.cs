using System.CommandLine;

namespace EdgeNode.Appliance.Hosting.CommandLine;

/// <summary>Options and arguments that several verbs take.</summary>
internal static class CommonOptions
{
    public static Option<string?> Config() => new("--config") { Description = "Configuration file (default: appliance.json here, else /etc/edgenode/appliance.json, where there is one)." };

    public static Option<bool> Json() => new("--json") { Description = "Print JSON instead of text." };

    public static Option<string?> Model() => new("--model") { Description = "Folder or zip file of the model bundle (default: analysis.model of the configuration)." };

    public static Argument<string> Peer() => new("peer") { Description = "Where to: AET@HOST:PORT, such as EDGENODE@127.0.0.1:11112." };

    public static Option<string> From() => new("--from") { Description = "Our AE title.", DefaultValueFactory = _ => "EDGENODE_SCU" };
}
