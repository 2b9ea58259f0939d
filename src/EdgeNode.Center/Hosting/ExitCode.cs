namespace EdgeNode.Center.Hosting;

/// <summary>Exit codes of sysexits.h.</summary>
internal static class ExitCode
{
    public const int Done = 0;
    public const int Usage = 64;
    public const int NoInput = 66;
    public const int Unavailable = 69;
    public const int CannotCreate = 73;
    public const int InputOutput = 74;
    public const int Configuration = 78;

    /// <summary>Tells what is wrong in the configuration, a line each.</summary>
    public static async Task<int> ComplainAsync(IReadOnlyList<(string Path, string Message)> problems)
    {
        foreach (var (path, message) in problems)
            await Console.Error.WriteLineAsync($"{path}: {message}");
        return Configuration;
    }
}
