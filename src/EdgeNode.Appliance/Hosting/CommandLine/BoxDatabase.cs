using EdgeNode.Appliance.Hosting.Options;
using EdgeNode.Appliance.Storage;
using EdgeNode.Appliance.Storage.Backup;
using Microsoft.Data.Sqlite;

namespace EdgeNode.Appliance.Hosting.CommandLine;

/// <summary>Work on the box's own database from the command line; the service may run meanwhile. It makes none: an empty one would answer that all is well.</summary>
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
            if (!Exists(Path.Combine(options.Storage.Path, Database.FileName)))
            {
                return Complaint.Because(
                    new("DATABASE_MISSING", $"There is no database in '{options.Storage.Path}' ({configuration.File ?? "the default settings"}): name the box's settings (--config {ApplianceConfiguration.Installed}), or start the service, which makes one."),
                    ExitCode.InputMissing);
            }

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

    /// <exception cref="UnauthorizedAccessException">This user may not look into the folder.</exception>
    private static bool Exists(string file)
    {
        try
        {
            return !File.GetAttributes(file).HasFlag(FileAttributes.Directory) && !DatabaseContent.IsEmpty(file);
        }
        catch (Exception none) when (none is FileNotFoundException or DirectoryNotFoundException)
        {
            return false;
        }
    }
}
