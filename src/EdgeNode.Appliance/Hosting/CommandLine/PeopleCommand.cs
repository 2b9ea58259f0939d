using System.CommandLine;
using System.Text.Json;
using EdgeNode.Appliance.Feedback.People;
using EdgeNode.Contracts.Results;

namespace EdgeNode.Appliance.Hosting.CommandLine;

/// <summary><c>edgenode people add | list | remove | set-pin | set-badge</c>: who may sign on. The service may run meanwhile and knows at once.</summary>
internal static class PeopleCommand
{
    private static readonly string[] Roles = [.. Enum.GetNames<PersonRole>().Select(role => role.ToLowerInvariant())];

    public static Command Create() => new("people", "Who may sign on to the box.") { Add(), List(), Remove(), SetPin(), SetBadge() };

    private static Command Add()
    {
        var (config, code) = (CommonOptions.Config(), Code());
        var name = new Option<string>("--name") { Description = "What the page shows, such as \"Dr Lin\".", Required = true };
        var role = new Option<string>("--role") { Description = "ward acknowledges alarms; physician judges and decides too.", Required = true }.AcceptOnlyFromAmong(Roles);
        var experience = new Option<string?>("--experience") { Description = "Years with neck CTs, for whoever learns from the verdicts." };
        experience.AcceptOnlyFromAmong([.. PersonRules.Experience]);
        var command = new Command("add", "Add somebody; asks for the PIN, or reads it from the first line of the input.") { code, name, role, experience, config };
        command.SetAction((parsed, cancel) => BoxDatabase.WithAsync(parsed.GetValue(config), async database =>
        {
            var asked = PinEntry.Read();
            var people = new PeopleList(database, TimeProvider.System);
            var (who, what) = (parsed.GetValue(code)!, Enum.Parse<PersonRole>(parsed.GetValue(role)!, ignoreCase: true));
            return asked.Problem is { } mistyped ? Told(mistyped, "")
                : Told(await people.AddAsync(who, parsed.GetValue(name)!, what, parsed.GetValue(experience), asked.Pin!, cancel), $"{who} can sign on as {parsed.GetValue(role)}");
        }));
        return command;
    }

    private static Command List()
    {
        var (config, json) = (CommonOptions.Config(), CommonOptions.Json());
        var command = new Command("list", "Everybody who may sign on.") { config, json };
        command.SetAction((parsed, _) => BoxDatabase.WithAsync(parsed.GetValue(config), database =>
        {
            var people = new PeopleList(database, TimeProvider.System).All();
            if (parsed.GetValue(json))
            {
                var listed = people.Select(person => new ListedPerson(person.Code, person.Name, person.RoleWord, person.Experience, person.Added)).ToList();
                Console.Out.WriteLine(JsonSerializer.Serialize(listed, PeopleJson.Default.ListListedPerson));
            }
            else
            {
                people.ToList().ForEach(person => Console.Out.WriteLine($"{person.Code,-12} {person.RoleWord,-10} {person.Name}"));
                if (people.Count == 0)
                {
                    Console.Error.WriteLine("Nobody: stations acknowledge and decide without signing on, and findings cannot be judged. Add people with 'edgenode people add'.");
                }
            }

            return Task.FromResult(ExitCode.Done);
        }));
        return command;
    }

    private static Command Remove()
    {
        var (config, code) = (CommonOptions.Config(), Code());
        var command = new Command("remove", "Take somebody off the list; what they did stays under their name.") { code, config };
        command.SetAction((parsed, cancel) => BoxDatabase.WithAsync(parsed.GetValue(config), async database =>
            Told(await new PeopleList(database, TimeProvider.System).RemoveAsync(parsed.GetValue(code)!, cancel), $"{parsed.GetValue(code)} cannot sign on any more")));
        return command;
    }

    private static Command SetPin()
    {
        var (config, code) = (CommonOptions.Config(), Code());
        var command = new Command("set-pin", "Give somebody a new PIN; asks for it, or reads it from the first line of the input.") { code, config };
        command.SetAction((parsed, cancel) => BoxDatabase.WithAsync(parsed.GetValue(config), async database =>
        {
            var asked = PinEntry.Read();
            return asked.Problem is { } mistyped ? Told(mistyped, "")
                : Told(await new PeopleList(database, TimeProvider.System).SetPinAsync(parsed.GetValue(code)!, asked.Pin!, cancel), $"{parsed.GetValue(code)} has a new PIN");
        }));
        return command;
    }

    private static Command SetBadge()
    {
        var (config, code) = (CommonOptions.Config(), Code());
        var none = new Option<bool>("--none") { Description = "Take the badge away: it was lost or given back. The PIN stays." };
        var command = new Command("set-badge", "Give somebody a badge; waits for the reader, or reads the code from the first line of the input.") { code, none, config };
        command.SetAction((parsed, cancel) => BoxDatabase.WithAsync(parsed.GetValue(config), async database =>
        {
            var (who, takes) = (parsed.GetValue(code)!, parsed.GetValue(none));
            var badge = takes ? null : PinEntry.ReadBadge();
            return Told(await new PeopleList(database, TimeProvider.System).SetBadgeAsync(who, badge, cancel), takes ? $"{who} has no badge any more" : $"{who} signs on with this badge too");
        }));
        return command;
    }

    private static Argument<string> Code() => new("code") { Description = "What stands in the record: 1 to 32 letters, digits, '_' or '-'." };

    private static int Told(CaseReason? refusal, string done)
    {
        if (refusal is not null)
        {
            return Complaint.Because(refusal, refusal.Code == "PERSON_UNKNOWN" ? ExitCode.InputMissing : ExitCode.InputUnsuitable);
        }

        Console.Out.WriteLine(done);
        return ExitCode.Done;
    }
}
