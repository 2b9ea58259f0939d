using System.Text.Json;

namespace EdgeNode.Appliance.Hosting.Options;

/// <summary>appliance.json plus <c>EDGENODE_Section__Key</c> environment variables, read and checked as one.</summary>
public static class ApplianceConfiguration
{
    /// <summary>The settings of the box, where the package puts them.</summary>
    public const string Installed = "/etc/edgenode/appliance.json";

    private const string EnvironmentPrefix = "EDGENODE_";
    private const string FileName = "appliance.json";

    /// <summary>
    /// The options, or every mistake at once. Without a file name, <c>appliance.json</c> in the working folder is read if it is there, or else the
    /// one of the box, so that a command finds the box's data wherever it is run. Variables with the prefix but without a section (EDGENODE_SHARED)
    /// are not settings.
    /// </summary>
    public static ApplianceConfigurationResult Load(string? file, IDictionary<string, string?>? overrides = null)
    {
        var found = Find(file, Directory.GetCurrentDirectory(), Installed);
        var path = Path.GetFullPath(found ?? FileName);
        if (file is not null && !File.Exists(path))
        {
            return new(null, [new(file, "is not there; name a configuration file that exists with --config")]);
        }

        try
        {
            var configuration = new ConfigurationBuilder()
                .AddJsonFile(path, optional: true)
                .AddInMemoryCollection(FromEnvironment())
                .AddInMemoryCollection(overrides ?? new Dictionary<string, string?>())
                .Build();
            var reader = new OptionsReader();
            var options = reader.Read<ApplianceOptions>(configuration);
            var errors = reader.Errors.Concat(options.Validate()).DistinctBy(error => error.Path).ToList();
            if (errors.Count > 0)
            {
                return new(null, errors);
            }

            var rooted = Rooted(options, Path.GetDirectoryName(path)!);
            return rooted.Dicom.Tls.Unusable() is { } unusable ? new(null, [unusable]) : new(rooted, []) { File = found };
        }
        catch (Exception unreadable) when (unreadable is InvalidDataException or JsonException or FormatException)
        {
            var why = (unreadable.InnerException ?? unreadable).Message;
            return new(null, [new(Path.GetFileName(path), $"is not JSON that can be read: {why}")]);
        }
    }

    /// <summary>The file that is read: the one that is named, the one in the folder <paramref name="here"/>, or the installed one; null where there is none.</summary>
    internal static string? Find(string? file, string here, string installed) => file ?? new[] { Path.Combine(here, FileName), installed }.FirstOrDefault(File.Exists);

    private static Dictionary<string, string?> FromEnvironment() => Environment.GetEnvironmentVariables()
        .Cast<System.Collections.DictionaryEntry>()
        .Where(entry => IsSetting((string)entry.Key))
        .ToDictionary(
            entry => ((string)entry.Key)[EnvironmentPrefix.Length..].Replace("__", ":", StringComparison.Ordinal),
            entry => (string?)entry.Value);

    /// <summary>EDGENODE_Section__Key; the centre's own variables (EDGENODE_CENTER_) are not ours.</summary>
    private static bool IsSetting(string name) =>
        name.StartsWith(EnvironmentPrefix, StringComparison.Ordinal)
        && !name.StartsWith(EnvironmentPrefix + "CENTER_", StringComparison.Ordinal)
        && name.Contains("__", StringComparison.Ordinal);

    /// <summary>A bundle beside the configuration file, or else the one that came with the program.</summary>
    private static string Bundle(string model, string folder)
    {
        var beside = Path.GetFullPath(model, folder);
        var included = Path.GetFullPath(model, AppContext.BaseDirectory);
        return !Path.Exists(beside) && Path.Exists(included) ? included : beside;
    }

    private static ApplianceOptions Rooted(ApplianceOptions options, string folder) => options with
    {
        Dicom = options.Dicom with { Tls = options.Dicom.Tls.Rooted(folder) },
        Alarms = options.Alarms.Rooted(folder),
        Storage = options.Storage with { Path = Path.GetFullPath(options.Storage.Path, folder) },
        Analysis = options.Analysis with
        {
            Model = Bundle(options.Analysis.Model, folder),
            EngineCache = Path.GetFullPath(options.Analysis.EngineCache.Length == 0 ? Path.Combine(options.Storage.Path, "engines") : options.Analysis.EngineCache, folder),
            NativeLibrary = options.Analysis.NativeLibrary.Length == 0 ? "" : Path.GetFullPath(options.Analysis.NativeLibrary, folder),
            Rules = options.Analysis.Rules.Length == 0 ? "" : Path.GetFullPath(options.Analysis.Rules, folder),
        },
    };
}

/// <summary>Valid options, or null and the list of mistakes.</summary>
public sealed record ApplianceConfigurationResult(ApplianceOptions? Options, IReadOnlyList<OptionError> Errors)
{
    /// <summary>Where the options come from; null where they are the defaults and the environment's.</summary>
    public string? File { get; init; }
}
