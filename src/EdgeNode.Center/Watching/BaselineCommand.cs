using System.CommandLine;
using System.Data.Common;
using System.Globalization;
using System.Text.RegularExpressions;
using EdgeNode.Center.Hosting;
using EdgeNode.Center.Storage;

namespace EdgeNode.Center.Watching;

/// <summary><c>edgenode-center baseline restart SITE</c> and <c>list</c>: a site that has changed for good is compared with itself as it is now.</summary>
internal static partial class BaselineCommand
{
    public static Command Create(Option<FileInfo?> config)
    {
        var site = new Argument<string>("SITE") { Description = "As on the page Drift." };
        var reason = new Option<string>("--reason") { Description = $"Why: {string.Join(", ", Baselines.Reasons)}.", Required = true };
        reason.AcceptOnlyFromAmong([.. Baselines.Reasons]);
        var from = new Option<string?>("--from") { Description = "First week of the new baseline, such as 2026-W45 (default: this one).", HelpName = "WEEK" };
        from.Validators.Add(given =>
        {
            if (given.Tokens.Count > 0 && !Week().IsMatch(given.Tokens[0].Value))
                given.AddError("--from is an ISO week such as 2026-W45.");
        });
        var restart = new Command("restart", "Compare a site with nothing older than a week") { site, reason, from };
        restart.SetAction((parsed, _) => OpenAsync(parsed.GetValue(config)?.FullName, baselines =>
        {
            var (name, week) = (parsed.GetValue(site)!, parsed.GetValue(from) ?? ThisWeek(TimeProvider.System.GetUtcNow().UtcDateTime));
            if (!baselines.Knows(name))
            {
                Console.Error.WriteLine($"No box of the name {name} has told of itself. Look at the page Drift.");
                return ExitCode.NoInput;
            }

            baselines.Restart(name, week, parsed.GetValue(reason)!, Environment.GetEnvironmentVariable("SUDO_USER") ?? Environment.UserName);
            Console.WriteLine($"{name}: compared with nothing older than {week} from now on.");
            return ExitCode.Done;
        }));
        var list = new Command("list", "What was restarted, when, why and by whom");
        list.SetAction((parsed, _) => OpenAsync(parsed.GetValue(config)?.FullName, baselines =>
        {
            foreach (var made in baselines.All())
                Console.WriteLine($"{made.Made[..16].Replace('T', ' ')}  {made.Site}  from {made.FromWeek}  {made.Reason}  {made.By}");
            return ExitCode.Done;
        }));
        return new("baseline", "What a site's weeks are compared with") { restart, list };
    }

    private static string ThisWeek(DateTime now) => string.Create(CultureInfo.InvariantCulture, $"{ISOWeek.GetYear(now):0000}-W{ISOWeek.GetWeekOfYear(now):00}");

    private static async Task<int> OpenAsync(string? file, Func<Baselines, int> work)
    {
        var (options, problems) = OptionsFile.Load(file);
        if (options is null)
            return await ExitCode.ComplainAsync(problems);
        try
        {
            using var database = CenterDatabase.Of(options);
            return work(new(database, TimeProvider.System));
        }
        catch (Exception failure) when (failure is DbException or UnauthorizedAccessException or IOException)
        {
            await Console.Error.WriteLineAsync($"The store cannot be opened or written: {failure.Message}");
            return ExitCode.InputOutput;
        }
    }

    [GeneratedRegex(@"\A\d{4}-W(0[1-9]|[1-4]\d|5[0-3])\z")]
    private static partial Regex Week();
}
