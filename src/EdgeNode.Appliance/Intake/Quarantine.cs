using EdgeNode.Appliance.Hosting.Options;
using EdgeNode.Dicom.Files;

namespace EdgeNode.Appliance.Intake;

/// <summary>
/// Copies of what no case can use, for people to look at, with the reason in their names. Nothing in it was ever answered with success: its
/// sender still has it. What is here stays until a person takes it away, or until <c>storage.quarantineDays</c>, which is told file by file.
/// A peer that sends nothing but rubbish cannot fill the disk: a full quarantine takes no more copies of refused instances, and says so.
/// Remains of a crash are always taken.
/// </summary>
public sealed partial class Quarantine
{
    public const string FullCode = "QUARANTINE_FULL";
    public const string ExpiredCode = "QUARANTINE_EXPIRED";

    // Bounded in count as well: a million small files are a burden of their own.
    private const int MostFiles = 10_000;
    private const long Block = 4096;
    private static readonly TimeSpan FreshFor = TimeSpan.FromSeconds(5);

    private readonly Lock _lock = new();
    private readonly StorageOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger _log;
    private (int Files, long Bytes, long At)? _held;
    private long? _turnedAway;

    /// <exception cref="IOException">The folder cannot be made.</exception>
    public Quarantine(StorageOptions options, TimeProvider time, ILogger<Quarantine> log)
    {
        (_options, _time, _log) = (options, time, log);
        Folder = Path.Combine(options.Path, "quarantine");
        Directory.CreateDirectory(Folder);
    }

    public string Folder { get; }

    private long MostBytes => (long)_options.QuarantineMiB << 20;

    /// <summary>What a person has to do about it; null while there is room and nothing was turned away.</summary>
    public string? Problem()
    {
        lock (_lock)
        {
            var (files, bytes) = Held();
            if (_turnedAway is { } one && HasRoom(Math.Min(one, MostBytes / 2))) _turnedAway = null;
            return _turnedAway is not null || bytes >= MostBytes || files >= MostFiles
                ? $"The quarantine is full ({files} files, {bytes >> 20} MiB of {_options.QuarantineMiB}): refused images are no longer kept there, their senders have them. Look at {Folder}, move its files away, and mend what sends them."
                : null;
        }
    }

    /// <summary>Copies a refused instance; false, and told, when the quarantine is full.</summary>
    /// <exception cref="IOException">The disk refuses; nothing is left.</exception>
    public bool Keep(FileRegion region, string reasonCode)
    {
        lock (_lock)
        {
            if (!HasRoom(region.Length))
            {
                _turnedAway = region.Length;
                Log.Full(_log, FullCode, reasonCode);
                return false;
            }

            // The place in the segment is used again, so it is no name: one refused instance must not replace another.
            Copy(region, $"{Guid.CreateVersion7(_time.GetUtcNow()):N}.{reasonCode}.dcm");
            return true;
        }
    }

    /// <summary>Copies what a crash left. Named by its place, so that a recovery that is cut short and begun again leaves one copy.</summary>
    /// <exception cref="IOException">The disk refuses.</exception>
    public void KeepRemains(FileRegion region, string reasonCode)
    {
        lock (_lock) Copy(region, $"{Path.GetFileNameWithoutExtension(region.Path)}-{region.Offset}.{reasonCode}.dcm");
    }

    /// <summary>Removes what has lain longer than <c>storage.quarantineDays</c>; 0: nothing, ever.</summary>
    public void Sweep()
    {
        if (_options.QuarantineDays <= 0) return;
        var oldest = _time.GetUtcNow() - TimeSpan.FromDays(_options.QuarantineDays);
        foreach (var file in Files().Where(file => file.LastWriteTimeUtc < oldest.UtcDateTime))
        {
            Log.Expired(_log, ExpiredCode, file.Name, file.Length, _options.QuarantineDays);
            File.Delete(file.FullName);
        }

        lock (_lock) _held = null;
    }

    private bool HasRoom(long bytes)
    {
        var held = Held();
        return held.Files < MostFiles && held.Bytes + Occupied(bytes) <= MostBytes;
    }

    private void Copy(FileRegion region, string name)
    {
        var (path, held) = (Path.Combine(Folder, name), Held());
        Directory.CreateDirectory(Folder);
        try
        {
            using var source = new FileStream(region.Path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite) { Position = region.Offset };
            using var kept = new FileStream(path, FileMode.Create, FileAccess.Write);
            var buffer = new byte[1 << 16];
            for (var left = region.Length; left > 0;)
            {
                var read = source.Read(buffer, 0, (int)Math.Min(buffer.Length, left));
                if (read == 0) break;
                kept.Write(buffer, 0, read);
                left -= read;
            }

            kept.Flush(flushToDisk: true);
        }
        catch (IOException)
        {
            File.Delete(path);
            throw;
        }

        _held = (held.Files + 1, held.Bytes + Occupied(region.Length), _held!.Value.At);
    }

    /// <summary>Counted anew every few seconds, because people take files away; in between what comes is added.</summary>
    private (int Files, long Bytes) Held()
    {
        if (_held is not { } held || _time.GetElapsedTime(held.At) >= FreshFor)
        {
            var lengths = Files().ConvertAll(file => Occupied(file.Length));
            _held = held = (lengths.Count, lengths.Sum(), _time.GetTimestamp());
        }

        return (held.Files, held.Bytes);
    }

    /// <summary>What lies there. People take files and the whole folder away, at any moment.</summary>
    private List<FileInfo> Files()
    {
        try
        {
            // Asking whether it exists keeps its length and age, should it go right after.
            return [.. new DirectoryInfo(Folder).EnumerateFiles().Where(file => file.Exists)];
        }
        catch (DirectoryNotFoundException)
        {
            return [];
        }
    }

    private static long Occupied(long bytes) => (bytes + Block - 1) / Block * Block;

    private static partial class Log
    {
        [LoggerMessage(1008, LogLevel.Error, "{Code}: a refused instance ({ReasonCode}) was not kept, its sender has it. Look at the quarantine and move its files away, or raise storage.quarantineMiB")]
        public static partial void Full(ILogger log, string code, string reasonCode);

        [LoggerMessage(1009, LogLevel.Warning, "{Code}: {File} ({Bytes} bytes) had been in quarantine for more than storage.quarantineDays ({Days}) and was removed")]
        public static partial void Expired(ILogger log, string code, string file, long bytes, int days);
    }
}
