using System.Diagnostics;
using System.Globalization;
using EdgeNode.TestData;
using EdgeNode.TestPeers;

namespace EdgeNode.Appliance.Tests.Sync.Kills;

/// <summary>EdgeNode.SyncBox as a process on a folder that outlives it. It is spoken to by lines; what a kill cuts off is not answered.</summary>
internal sealed class KilledBox : IAsyncDisposable
{
    private const int CasesOfABox = 8;

    private static readonly string Program = Path.Combine(RealData.Repository, "tests", "EdgeNode.SyncBox", "bin", Configuration, "net10.0", "EdgeNode.SyncBox.dll");

    private readonly Guid[] _cases = [.. Enumerable.Range(0, CasesOfABox).Select(_ => Guid.NewGuid())];
    private readonly int[] _revisions = new int[CasesOfABox];
    private Process? _process;

    public KilledBox(string node, int brokerPort) => (Node, Line) = (node, new(brokerPort));

    public string Node { get; }

    public CuttingProxy Line { get; }

    public string Folder { get; } = Directory.CreateTempSubdirectory("edgenode-box").FullName;

    /// <summary>Facts that the box has confirmed: on its disk, whatever comes.</summary>
    public int Added { get; private set; }

    public int Refused { get; private set; }

    private static string Configuration => AppContext.BaseDirectory.Contains($"{Path.DirectorySeparatorChar}Release{Path.DirectorySeparatorChar}", StringComparison.Ordinal) ? "Release" : "Debug";

    public async Task StartAsync()
    {
        var start = new ProcessStartInfo("dotnet", [Program, $"mqtt://127.0.0.1:{Line.Port}", Node, Folder]) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["DOTNET_gcServer"] = "0";
        start.Environment["DOTNET_TieredPGO"] = "0";
        _process = Process.Start(start)!;
        _process.BeginErrorReadLine();

        // On a full disk the program cannot even begin: the caller makes room and calls again.
        if (await _process.StandardOutput.ReadLineAsync() is not "ready")
            await KillAsync();
    }

    public bool IsUp => _process is { HasExited: false };

    public async Task KillAsync()
    {
        await PeerProcess.KillAsync(_process);
        _process = null;
    }

    /// <summary>New revisions of its cases, each with an urgency of its own, and one in four an act on a case; killed in the middle of them where that is asked for.</summary>
    public async Task AddAsync(int count, Random chance, bool killed)
    {
        if (!IsUp)
            await StartAsync();
        var asked = 0;
        try
        {
            for (; asked < count && IsUp; asked++)
            {
                var place = chance.Next(CasesOfABox);
                var isAct = _revisions[place] > 0 && chance.Next(4) == 0;
                await SayAsync(isAct ? $"act {_cases[place]} {_revisions[place]}" : $"add {_cases[place]} {++_revisions[place]} {chance.Next(1, 5)}");
            }
        }
        catch (IOException)
        {
            // It has ended meanwhile.
        }

        if (killed)
            _process?.Kill();
        for (; asked > 0 && _process is not null && await _process.StandardOutput.ReadLineAsync() is { } answer; asked--)
        {
            Added += answer == "added" ? 1 : 0;
            Refused += answer == "refused" ? 1 : 0;
        }

        if (killed)
            await KillAsync();
    }

    public async Task StepAsync(int seconds)
    {
        if (!IsUp)
            return;
        await SayAsync(string.Create(CultureInfo.InvariantCulture, $"step {seconds}"));
        await _process!.StandardOutput.ReadLineAsync();
    }

    /// <summary>Facts that were ever committed, and how many of them wait.</summary>
    public async Task<(long Facts, int Waiting)> CountAsync()
    {
        if (!IsUp)
            await StartAsync();
        await SayAsync("count");
        var answer = (await _process!.StandardOutput.ReadLineAsync())!.Split(' ');
        return (long.Parse(answer[0], CultureInfo.InvariantCulture), int.Parse(answer[1], CultureInfo.InvariantCulture));
    }

    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        await Line.DisposeAsync();
        Directory.Delete(Folder, recursive: true);
    }

    private async Task SayAsync(string line)
    {
        await _process!.StandardInput.WriteLineAsync(line);
        await _process.StandardInput.FlushAsync();
    }
}
