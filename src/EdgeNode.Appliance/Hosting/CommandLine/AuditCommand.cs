using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Serialization;
using EdgeNode.Appliance.Feedback.Record;

namespace EdgeNode.Appliance.Hosting.CommandLine;

/// <summary><c>edgenode audit verify</c>: whether the record of what people did is whole.</summary>
internal static class AuditCommand
{
    public static Command Create() => new("audit", "The record of what people did.") { Verify() };

    private static Command Verify()
    {
        var (config, json) = (CommonOptions.Config(), CommonOptions.Json());
        var head = new Option<string?>("--head") { Description = "SHA-256 that an earlier run printed: it must still be in the record." };
        var command = new Command("verify", "Compute the chain of the record anew; exit code 65 where it is broken.") { head, config, json };
        command.SetAction((parsed, _) => BoxDatabase.WithAsync(parsed.GetValue(config), database =>
        {
            var check = database.Read(connection => LedgerCheck.Of(connection, parsed.GetValue(head)));
            if (parsed.GetValue(json))
            {
                Console.Out.WriteLine(JsonSerializer.Serialize(check, AuditJson.Default.LedgerCheck));
            }
            else if (check.Broken is null)
            {
                var older = check.Unchained > 0 ? $", {check.Unchained} of them from before the chain" : "";
                Console.Out.WriteLine($"The record is whole: {check.Records} records{older}, head {check.Head}");
            }

            return Task.FromResult(check.Broken is null
                ? ExitCode.Done
                : Complaint.Because(new("AUDIT_BROKEN", $"The record is not whole: {check.Broken}. Keep a copy of the data folder and call the service."), ExitCode.InputUnsuitable));
        }));
        return command;
    }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(LedgerCheck))]
internal sealed partial class AuditJson : JsonSerializerContext;
