using System.Globalization;
using System.Text.RegularExpressions;
using EdgeNode.Center.Access;
using EdgeNode.Contracts.Broker;

namespace EdgeNode.Center.Hosting;

/// <summary>Reads center.json and the environment over it. Every error is told at once; a key that nobody knows is an error.</summary>
public static partial class OptionsFile
{
    public const string EnvironmentPrefix = "EDGENODE_CENTER_";

    internal static readonly HashSet<string> Known = new(StringComparer.OrdinalIgnoreCase)
    {
        "broker", "storage:path", "storage:postgres", "urls", "id", "longestPause", "tls:authority", "tls:certificate", "tls:key",
        "blobs:url", "blobs:path", "blobs:largestMiB", "blobs:tls:authority", "blobs:tls:certificate", "blobs:tls:key",
        "web:certificate", "web:key", "keep:casesDays", "keep:telemetryDays", "keep:quarantineDays", "keep:looseBlobsDays",
    };

    /// <summary>Options, or null with what is wrong: a path in the file and what to write instead.</summary>
    /// <param name="file">Null means center.json in the current folder, where there is one.</param>
    public static (CenterOptions? Options, IReadOnlyList<(string Path, string Message)> Problems) Load(string? file)
    {
        IConfiguration configuration;
        try
        {
            configuration = new ConfigurationBuilder()
                .AddJsonFile(Path.GetFullPath(file ?? "center.json"), optional: file is null)
                .AddEnvironmentVariables(EnvironmentPrefix)
                .Build();
        }
        catch (FileNotFoundException)
        {
            return (null, [(file ?? "center.json", "there is no such file")]);
        }
        catch (Exception unreadable) when (unreadable is InvalidDataException or FormatException or UnauthorizedAccessException)
        {
            return (null, [(file ?? "center.json", $"cannot be read: {unreadable.GetBaseException().Message}")]);
        }

        var problems = Unknown(configuration).ToList();
        var options = Bind(configuration, problems);
        problems.AddRange(options.Validate());
        return problems.Count > 0 ? (null, problems) : (options, problems);
    }

    private static IEnumerable<(string, string)> Unknown(IConfiguration configuration) => configuration.AsEnumerable()
        .Where(pair => pair.Value is not null && !Known.Contains(pair.Key) && !TokenKey().IsMatch(pair.Key))
        .Select(pair => (pair.Key.Replace(':', '.'), $"is not a setting; settings are {string.Join(", ", Known).Replace(':', '.')}, tokens"));

    private static CenterOptions Bind(IConfiguration configuration, List<(string, string)> problems)
    {
        var defaults = new CenterOptions();
        return defaults with
        {
            Broker = configuration["broker"] ?? defaults.Broker,
            StoragePath = configuration["storage:path"] ?? defaults.StoragePath,
            Postgres = configuration["storage:postgres"],
            Urls = configuration["urls"] ?? defaults.Urls,
            Id = configuration["id"] ?? defaults.Id,
            LongestPause = Number("longestPause", configuration["longestPause"], problems) ?? defaults.LongestPause,
            Tls = Files(configuration.GetSection("tls")),
            Blobs = defaults.Blobs with
            {
                Url = configuration["blobs:url"],
                Path = configuration["blobs:path"],
                LargestMiB = (int?)Number("blobs.largestMiB", configuration["blobs:largestMiB"], problems) ?? defaults.Blobs.LargestMiB,
                Tls = Files(configuration.GetSection("blobs:tls")),
            },
            Web = Files(configuration.GetSection("web")),
            Tokens = configuration.GetSection("tokens").Exists() ? [.. configuration.GetSection("tokens").GetChildren().Select(token => Token(token, problems))] : defaults.Tokens,
            Keep = new()
            {
                CasesDays = Days("casesDays", defaults.Keep.CasesDays),
                TelemetryDays = Days("telemetryDays", defaults.Keep.TelemetryDays),
                QuarantineDays = Days("quarantineDays", defaults.Keep.QuarantineDays),
                LooseBlobsDays = Days("looseBlobsDays", defaults.Keep.LooseBlobsDays),
            },
        };

        int Days(string name, int otherwise) => (int?)Number($"keep.{name}", configuration[$"keep:{name}"], problems) ?? otherwise;
    }

    private static ApiToken Token(IConfigurationSection section, List<(string, string)> problems)
    {
        // By name alone: Enum.Parse takes any number too, and one beyond the last role would outrank it.
        var role = Array.FindIndex(Enum.GetNames<Role>(), name => name.Equals(section["role"], StringComparison.OrdinalIgnoreCase));
        if (role < 0)
            problems.Add(($"tokens.{section.Key}.role", "write read, export, adjudicate or admin"));
        return new(section["name"] ?? "", role < 0 ? Role.Read : Enum.GetValues<Role>()[role], section["sha256"] ?? "");
    }

    [GeneratedRegex(@"\Atokens:[0-9]+:(name|role|sha256)\z", RegexOptions.IgnoreCase)]
    private static partial Regex TokenKey();

    private static TlsFiles? Files(IConfigurationSection section) => section.Exists()
        ? new() { Authority = section["authority"] ?? "", Certificate = section["certificate"] ?? "", Key = section["key"] ?? "" }
        : null;

    private static double? Number(string path, string? text, List<(string, string)> problems)
    {
        if (text is null)
            return null;
        if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number))
            return number;
        problems.Add((path, "write a number"));
        return null;
    }
}
