using System.CommandLine;
using EdgeNode.Appliance.Hosting.Options;
using EdgeNode.Appliance.Storage;
using EdgeNode.Appliance.Storage.Backup;

namespace EdgeNode.Appliance.Hosting.CommandLine;

/// <summary><c>edgenode database</c>: copy, check and confirm the box's database; the service may run meanwhile.</summary>
internal static class DatabaseCommand
{
    public static Command Create() => new("database", "The box's database: check it, copy it, confirm that a restored one was looked through.") { Check(), Copy(), Confirm() };

    private static Command Check() => On("check", "Look for damaged pages; exit code 65 where there are any.", (database, storage) =>
    {
        if (DatabaseCheck.Quick(Path.Combine(storage.Path, Database.FileName)) is { } problem)
        {
            return Complaint.Because(new(BackupWorker.Damaged, $"The database is damaged ({problem}): restart the service, which puts it back from the last copy."), ExitCode.InputUnsuitable);
        }

        var newest = Backups.Of(storage).Newest(TimeProvider.System.GetUtcNow()) is { } made ? $"newest copy {made:u}" : "no copy yet";
        Console.Out.WriteLine($"The database is whole; {newest}");
        if (database.Read(Restoration.Of) is { } restored) Console.Out.WriteLine(restored.Words);
        return ExitCode.Done;
    });

    private static Command Copy() => On("backup", "Make a copy now, as the service does once a day.", (database, storage) =>
    {
        Console.Out.WriteLine(Backups.Of(storage).Make(database, TimeProvider.System.GetUtcNow()).Path);
        return ExitCode.Done;
    });

    private static Command Confirm() => On("confirm", "The worklist was gone through after a restoration: DATABASE_RESTORED goes.", async (database, _) =>
    {
        var restored = database.Read(Restoration.Of);
        await database.WriteAsync(Restoration.Confirm);
        Console.Out.WriteLine(restored is null ? "Nothing to confirm: this database was not put back from a copy" : $"Confirmed: what was put back on {restored.At:u} was gone through");
        return ExitCode.Done;
    });

    private static Command On(string name, string description, Func<Database, StorageOptions, int> work) => On(name, description, (database, storage) => Task.FromResult(work(database, storage)));

    private static Command On(string name, string description, Func<Database, StorageOptions, Task<int>> work)
    {
        var config = CommonOptions.Config();
        var command = new Command(name, description) { config };
        command.SetAction((parsed, _) => BoxDatabase.WithAsync(parsed.GetValue(config), (database, options) => work(database, options.Storage)));
        return command;
    }
}
