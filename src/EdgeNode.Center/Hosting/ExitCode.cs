namespace EdgeNode.Center.Hosting;

/// <summary>Exit codes of sysexits.h.</summary>
internal static class ExitCode
{
    public const int Done = 0;
    public const int Usage = 64;
    public const int InputOutput = 74;
    public const int Configuration = 78;
}
