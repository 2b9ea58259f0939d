using System.CommandLine;
using EdgeNode.Center.Hosting;
using EdgeNode.Contracts.Sync;
using Command = System.CommandLine.Command;

namespace EdgeNode.Center.Access;

/// <summary><c>edgenode-center token</c>: makes a token, which is shown once, and the entry for center.json.</summary>
internal static class TokenCommand
{
    public static Command Create()
    {
        var name = new Option<string>("--name") { Description = "Whose it is: a-z, 0-9 and hyphen.", Required = true };
        var role = new Option<Role>("--role") { Description = "Read: pages. Export: also facts and crops. Adjudicate: also decides on nodes in question. Admin: also retention and quarantine.", Required = true };
        var command = new Command("token", "Make a token for the pages and the API, and its entry for center.json") { name, role };
        command.Validators.Add(parsed =>
        {
            if (!Topics.IsNodeName(parsed.GetValue(name)))
                parsed.AddError("--name is 1 to 32 of a-z, 0-9 and hyphen.");
        });
        command.SetAction(parsed =>
        {
            var token = ApiToken.Fresh();
            Console.Error.WriteLine("The token, shown once; hand it over by a safe way:");
            Console.WriteLine(token);
            Console.Error.WriteLine("For \"tokens\" in center.json:");
            Console.Error.WriteLine($$"""{ "name": "{{parsed.GetValue(name)}}", "role": "{{parsed.GetValue(role)}}", "sha256": "{{ApiToken.HashOf(token)}}" }""");
            return ExitCode.Done;
        });
        return command;
    }
}
