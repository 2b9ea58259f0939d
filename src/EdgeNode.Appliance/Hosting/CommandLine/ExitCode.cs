namespace EdgeNode.Appliance.Hosting.CommandLine;

/// <summary>How a command ends: sysexits(3).</summary>
internal static class ExitCode
{
    public const int Done = 0;
    public const int Usage = 64;
    public const int InputUnsuitable = 65;
    public const int InputMissing = 66;
    public const int PeerUnavailable = 69;
    public const int Defect = 70;
    public const int InputOutput = 74;
    public const int TryAgain = 75;
    public const int Configuration = 78;
}
