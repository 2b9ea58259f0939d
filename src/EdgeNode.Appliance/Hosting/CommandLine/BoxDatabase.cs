using EdgeNode.Appliance.Hosting.Options;
using EdgeNode.Appliance.Storage;
using Microsoft.Data.Sqlite;

namespace EdgeNode.Appliance.Hosting.CommandLine;

/// <summary>Work on the box's own database from the command line; the service may run meanwhile.</summary>
internal static class BoxDatabase
{
    /// <returns>What the work says, or the exit code of a configuration or folder that cannot be used.</returns>
    public static async Task<int> WithAsync(string? configFile, Func<Database, Task<int>> work) => await WithAsync(configFile, (database, _) => work(database));

    /// <inheritdoc cref="WithAsync(string?, Func{Database, Task{int}})"/>
    public static async Task<int> WithAsync(string? configFile, Func<Database, ApplianceOptions, Task<int>> work)
    {
        var configuration = ApplianceConfiguration.Load(configFile);
        if (configuration.Options is not { } options)
        {
            return Complaint.Configuration(configuration.Errors);
        }

        try
        {
            await using var database = Database.Open(options.Storage.Path);
            return await work(database, options);
        }
        catch (Exception refused) when (refused is SqliteException or UnauthorizedAccessException or IOException)
        {
            return Complaint.Because(
                new("STORAGE_NOT_WRITABLE", $"The data folder '{options.Storage.Path}' cannot be used ({refused.Message}): run this as the service's user, or set storage.path."),
                ExitCode.InputOutput);
        }
    }
}
