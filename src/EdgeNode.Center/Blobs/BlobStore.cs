using System.Security.Cryptography;

namespace EdgeNode.Center.Blobs;

/// <summary>What is there of a blob: how many bytes, and whether that is all of it, checked and durable.</summary>
public readonly record struct BlobState(long Bytes, bool Complete);

/// <summary>What became of a piece of a blob.</summary>
public enum PieceOutcome
{
    /// <summary>The blob is whole, its SHA-256 is its name, and it is on disk with its name.</summary>
    Complete,

    /// <summary>Taken; more is to come.</summary>
    Partial,

    /// <summary>Does not begin where the blob ends so far.</summary>
    WrongPlace,

    /// <summary>Another connection is sending the same blob of the same site.</summary>
    Busy,

    /// <summary>All came, and it is something else than its name says: thrown away.</summary>
    WrongContent,
}

/// <summary>
/// Files named by their SHA-256. What is not whole yet lies in a file of its own for each site, so that one box cannot spoil another's
/// upload. Several centres may share the folder.
/// </summary>
public sealed class BlobStore
{
    private readonly string _folder;
    private readonly string _partial;
    private readonly TimeProvider _time;

    /// <exception cref="IOException">The folder cannot be made.</exception>
    public BlobStore(string folder, TimeProvider? time = null)
    {
        (_folder, _partial, _time) = (folder, Path.Combine(folder, "partial"), time ?? TimeProvider.System);
        Directory.CreateDirectory(_partial);
    }

    /// <summary>Where a whole blob lies; null where it is not there.</summary>
    public string? Find(string sha256) => BlobName.Is(sha256) && File.Exists(Whole(sha256)) ? Whole(sha256) : null;

    /// <summary>
    /// What a box that asks may leave out. A whole blob counts as written now: its reference is still to come, and retention must not take for
    /// loose what the box will not send again.
    /// </summary>
    public BlobState Look(string sha256, string site)
    {
        if (Find(sha256) is { } whole)
        {
            File.SetLastWriteTimeUtc(whole, _time.GetUtcNow().UtcDateTime);
            return new(new FileInfo(whole).Length, true);
        }

        var begun = new FileInfo(Begun(sha256, site));
        return new(begun.Exists ? begun.Length : 0, false);
    }

    /// <summary>
    /// Adds bytes to a blob. What came before a line was cut is kept; the next attempt goes on from there, and where nothing is left to come
    /// any piece ends it. Complete only after the hash was checked and file and name were synced.
    /// </summary>
    /// <param name="sha256">The blob's name.</param>
    /// <param name="site">Whose upload.</param>
    /// <param name="first">Place of the first of these bytes.</param>
    /// <param name="total">Length of the whole blob.</param>
    /// <param name="bytes">At most up to <paramref name="total"/> is taken.</param>
    /// <param name="cancel">Stops taking; what came is kept.</param>
    /// <exception cref="IOException">The disk refuses, or the line was cut.</exception>
    public async Task<PieceOutcome> AddAsync(string sha256, string site, long first, long total, Stream bytes, CancellationToken cancel)
    {
        if (Find(sha256) is not null)
            return PieceOutcome.Complete;
        var file = Begun(sha256, site);
        try
        {
            await using var begun = new FileStream(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1 << 16);
            if (begun.Length != total)
            {
                if (begun.Length != first)
                    return PieceOutcome.WrongPlace;
                begun.Position = first;
                await TakeAsync(begun, bytes, total, cancel);
                if (begun.Length < total)
                    return PieceOutcome.Partial;
            }

            // All of it is here, now or since an attempt that was cut: what is left does not need the line.
            begun.Flush(flushToDisk: true);
            begun.Position = 0;
            if (Convert.ToHexStringLower(await SHA256.HashDataAsync(begun, CancellationToken.None)) != sha256)
            {
                File.Delete(file);
                return PieceOutcome.WrongContent;
            }

            var whole = Whole(sha256);
            Directory.CreateDirectory(Path.GetDirectoryName(whole)!);
            File.Move(file, whole, overwrite: true);
            FolderSync.Flush(Path.GetDirectoryName(whole)!);
            FolderSync.Flush(_folder);
            return PieceOutcome.Complete;
        }
        catch (IOException taken) when (taken.HResult == WouldBlock)
        {
            return PieceOutcome.Busy;
        }
    }

    /// <summary>Names of whole blobs that were written, or last asked for by a box, before a moment.</summary>
    public IReadOnlyList<string> Whole(DateTimeOffset before) =>
    [
        .. new DirectoryInfo(_folder).GetDirectories("??").SelectMany(folder => folder.GetFiles())
            .Where(file => BlobName.Is(file.Name) && file.LastWriteTimeUtc < before.UtcDateTime).Select(file => file.Name),
    ];

    /// <summary>Throws away what was begun and not continued since <paramref name="before"/>; how many.</summary>
    public int ForgetBegun(DateTimeOffset before)
    {
        var old = new DirectoryInfo(_partial).GetFiles().Where(file => file.LastWriteTimeUtc < before.UtcDateTime).ToList();
        old.ForEach(file => file.Delete());
        return old.Count;
    }

    /// <summary>Throws a whole blob away.</summary>
    public void Delete(string sha256) => File.Delete(Whole(sha256));

    /// <summary>flock(2) of an opened file that somebody else holds: EWOULDBLOCK.</summary>
    private const int WouldBlock = 11;

    private static async Task TakeAsync(FileStream into, Stream from, long total, CancellationToken cancel)
    {
        var buffer = new byte[1 << 16];
        try
        {
            while (into.Position < total)
            {
                var most = (int)Math.Min(buffer.Length, total - into.Position);
                var read = await from.ReadAsync(buffer.AsMemory(0, most), cancel);
                if (read == 0)
                    return;
                await into.WriteAsync(buffer.AsMemory(0, read), CancellationToken.None);
            }
        }
        finally
        {
            await into.FlushAsync(CancellationToken.None);
        }
    }

    private string Whole(string sha256) => Path.Combine(_folder, sha256[..2], sha256);

    private string Begun(string sha256, string site) => Path.Combine(_partial, $"{site}-{sha256}");
}
