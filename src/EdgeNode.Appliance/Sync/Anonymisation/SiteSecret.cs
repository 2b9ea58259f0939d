using System.Security.Cryptography;
using System.Text;

namespace EdgeNode.Appliance.Sync.Anonymisation;

/// <summary>
/// The site's key for pseudonyms: 32 random bytes as 64 hexadecimal digits. In the field it is the systemd credential <c>site.key</c>
/// (LoadCredentialEncrypted=); without one it is made once and kept in <c>secrets/site.key</c> of the data folder, readable by the service
/// alone. It never leaves the site. Losing it gives every later case a new pseudonym, so it belongs in the backup.
/// </summary>
public sealed class SiteSecret
{
    private const int Length = 32;

    private SiteSecret(byte[] key) => Key = key;

    internal byte[] Key { get; }

    /// <summary>Reads the credential, or the key of this data folder, or makes it where there is none.</summary>
    /// <exception cref="InvalidDataException">The file is there and is not a key: it must be restored, not replaced.</exception>
    /// <exception cref="IOException">The folder cannot be read or written.</exception>
    public static SiteSecret LoadOrCreate(string dataFolder) => LoadOrCreate(dataFolder, Environment.GetEnvironmentVariable("CREDENTIALS_DIRECTORY"));

    internal static SiteSecret LoadOrCreate(string dataFolder, string? credentials)
    {
        var folder = Path.Combine(dataFolder, "secrets");
        var file = Path.Combine(folder, "site.key");
        if (credentials is not null && File.Exists(Path.Combine(credentials, "site.key")))
        {
            var given = Parse(File.ReadAllText(Path.Combine(credentials, "site.key")).Trim());
            return !File.Exists(file) || given.SequenceEqual(Parse(File.ReadAllText(file).Trim())) ? new(given) : throw new InvalidDataException(
                "The credential site.key is not the key in secrets/site.key of the data folder: known cases would get new pseudonyms. "
                + "Make the credential from that file, or remove the file if this is meant.");
        }

        if (!File.Exists(file))
            Create(folder, file);
        return new(Parse(File.ReadAllText(file).Trim()));
    }

    private static void Create(string folder, string file)
    {
        if (OperatingSystem.IsWindows())
            throw new PlatformNotSupportedException("The site's secret relies on Unix file modes.");
        Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        var fresh = file + ".new";
        File.Delete(fresh);
        var options = new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.Write,
            UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
        };
        using (var stream = new FileStream(fresh, options))
        {
            stream.Write(Encoding.ASCII.GetBytes(Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(Length)) + "\n"));
            stream.Flush(flushToDisk: true);
        }

        // A whole key or none: a cut between the two leaves only the .new file, which nothing has used yet.
        File.Move(fresh, file, overwrite: false);
    }

    private static byte[] Parse(string text)
    {
        try
        {
            if (Convert.FromHexString(text) is { Length: Length } key)
                return key;
        }
        catch (FormatException)
        {
            // Told below, together with a wrong length.
        }

        throw new InvalidDataException(
            "secrets/site.key in the data folder is not 64 hexadecimal digits: restore it from the backup, "
            + "or remove it and accept that known cases get new pseudonyms.");
    }
}
