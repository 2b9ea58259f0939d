using System.Globalization;
using Microsoft.ML.OnnxRuntime;

namespace EdgeNode.Inference.Networks;

/// <summary>
/// Guards the folder in which TensorRT keeps an engine. A mark is set before the engine is built or read and taken away after: where it is still
/// there at the next start, the process died in between, and what the folder holds is thrown away and built anew. After a second death in a row the
/// provider is given up, so that a driver that kills the process never makes it die forever.
/// </summary>
internal sealed class EngineCache
{
    private const int MostDeaths = 2;
    private readonly string _root;
    private readonly EngineCacheKey _key;
    private readonly string _folder;
    private readonly string _mark;

    /// <param name="root">Folder of all engines.</param>
    /// <param name="key">Which engine.</param>
    public EngineCache(string root, EngineCacheKey key)
    {
        (_root, _key) = (root, key);
        _folder = Path.Combine(root, key.Folder);
        _mark = Path.Combine(root, key.Folder + ".busy");
    }

    /// <summary>Runs what builds or reads the engine, with the folder for it.</summary>
    /// <exception cref="EngineCacheException">It killed the process twice in a row.</exception>
    public T Use<T>(Func<string, T> load)
    {
        Directory.CreateDirectory(_root);
        RemoveOtherEnvironments();
        var deaths = Deaths();
        if (deaths > 0)
        {
            Clear();
        }

        if (deaths >= MostDeaths)
        {
            throw new EngineCacheException(
                $"building the engine ended the process {deaths} times in a row. Check driver, TensorRT and memory, delete '{_mark}' and run 'edgenode model prepare'.");
        }

        var cached = Directory.Exists(_folder) && Directory.EnumerateFileSystemEntries(_folder).Any();
        Mark(deaths + 1);
        try
        {
            return Attempt(load);
        }
        catch (OnnxRuntimeException) when (cached)
        {
            // An engine that can not be read is built anew, once.
            Clear();
            return Attempt(load);
        }
        finally
        {
            File.Delete(_mark);
        }
    }

    private T Attempt<T>(Func<string, T> load)
    {
        Directory.CreateDirectory(_folder);
        try
        {
            return load(_folder);
        }
        catch
        {
            Clear();
            throw;
        }
    }

    private int Deaths() =>
        File.Exists(_mark) ? int.TryParse(File.ReadAllText(_mark), NumberStyles.None, CultureInfo.InvariantCulture, out var deaths) ? deaths : 1 : 0;

    private void Mark(int deaths)
    {
        using var file = File.Create(_mark);
        file.Write(System.Text.Encoding.ASCII.GetBytes(deaths.ToString(CultureInfo.InvariantCulture)));

        // The machine may go down with the process.
        file.Flush(flushToDisk: true);
    }

    private void Clear()
    {
        if (Directory.Exists(_folder))
        {
            Directory.Delete(_folder, recursive: true);
        }
    }

    // Engines of another driver or GPU are of no use to anybody here; those of another network may be, after a change back.
    private void RemoveOtherEnvironments()
    {
        foreach (var folder in Directory.GetDirectories(_root).Where(folder => !Path.GetFileName(folder).StartsWith(_key.Environment + "-", StringComparison.Ordinal)))
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}

/// <summary>An engine that must not be tried again.</summary>
internal sealed class EngineCacheException(string message) : Exception(message);
