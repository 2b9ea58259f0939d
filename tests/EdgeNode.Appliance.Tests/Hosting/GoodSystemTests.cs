using System.Diagnostics;
using EdgeNode.TestData;

namespace EdgeNode.Appliance.Tests.Hosting;

/// <summary>Which new system of the image is kept: the script itself, with stand-ins for systemd, the service and the clock.</summary>
public sealed class GoodSystemTests : IDisposable
{
    private const string Ready = "0";
    private const string Loading = "75";
    private const string Broken = "69";

    private readonly string _folder = Directory.CreateTempSubdirectory("edgenode-good").FullName;

    [Fact]
    public async Task A_service_that_stays_ready_for_a_minute_makes_the_system_good() => Assert.Equal((0, 13), await JudgeAsync(Many(Ready, 13)));

    [Fact]
    public async Task A_service_that_is_started_and_never_ready_does_not() => Assert.Equal((1, 180), await JudgeAsync([Broken]));

    [Fact]
    public async Task How_often_it_is_looked_at_may_come_from_the_kernels_command_line() => Assert.Equal((1, 4), await JudgeAsync([Broken], limit: "4"));

    [Fact]
    public async Task A_minute_is_counted_anew_after_it_was_not_ready() =>
        Assert.Equal((0, 12 + 1 + 12), await JudgeAsync([.. Many(Ready, 12), Broken, .. Many(Ready, 12)]));

    [Fact]
    public async Task A_minute_is_counted_anew_after_a_restart() =>
        Assert.Equal((0, 12 + 13), await JudgeAsync(Many(Ready, 25), started: [.. Many("first", 12), .. Many("second", 13)]));

    [Fact]
    public async Task A_service_that_restarts_all_the_time_is_not_good() =>
        Assert.Equal((1, 20), await JudgeAsync([Loading], started: [.. Enumerable.Range(0, 20).Select(start => $"start{start}")], limit: "20"));

    [Fact]
    public async Task A_model_that_takes_longer_to_load_than_a_start_may_is_waited_for() =>
        Assert.Equal((0, 40 + 12), await JudgeAsync([.. Many(Loading, 40), .. Many(Ready, 12)], limit: "20"));

    [Fact]
    public async Task One_that_loads_for_ever_is_not() => Assert.Equal((1, 24 + 6), await JudgeAsync([Loading], limit: "6", loads: "24"));

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    /// <summary>Runs the script to its end.</summary>
    /// <param name="answers">What `edgenode ready` ends with, look by look; the last one stays.</param>
    /// <param name="started">Which start of the service systemd knows, look by look.</param>
    /// <param name="limit">EDGENODE_GOOD_LOOKS.</param>
    /// <param name="loads">EDGENODE_GOOD_LOADS.</param>
    /// <returns>Its exit status, and how often it looked.</returns>
    private async Task<(int Status, int Looks)> JudgeAsync(IEnumerable<string> answers, IEnumerable<string>? started = null, string? limit = null, string? loads = null)
    {
        Write("answers", string.Join('\n', answers) + "\n");
        Write("starts", string.Join('\n', started ?? ["only"]) + "\n");
        Program("systemctl", "echo >> looks; next starts");
        Program("edgenode", "[ \"$1\" = ready ] || exit 64; echo said; exit \"$(next answers)\"");
        Program("sleep", "exit 0");
        var start = new ProcessStartInfo(Path.Combine(RealData.Repository, "image/os/files/usr/lib/edgenode-image/good")) { WorkingDirectory = _folder, RedirectStandardError = true };
        start.Environment["PATH"] = $"{_folder}:{Environment.GetEnvironmentVariable("PATH")}";
        if (limit is not null)
        {
            start.Environment["EDGENODE_GOOD_LOOKS"] = limit;
        }

        if (loads is not null)
        {
            start.Environment["EDGENODE_GOOD_LOADS"] = loads;
        }

        using var script = Process.Start(start)!;
        var said = await script.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await script.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(script.ExitCode != 0, said.Contains("not good. At last: said", StringComparison.Ordinal));
        return (script.ExitCode, File.ReadAllLines(Path.Combine(_folder, "looks")).Length);
    }

    private static IEnumerable<string> Many(string answer, int times) => Enumerable.Repeat(answer, times);

    /// <summary>A program that may take the next line of a file, whose last line stays.</summary>
    private void Program(string name, string body)
    {
        Write(name, $$"""
            #!/bin/sh
            next() { head -n "$(wc -l < looks)" "$1" | tail -n 1; }
            {{body}}

            """);
        using var chmod = Process.Start("chmod", ["+x", Path.Combine(_folder, name)]);
        chmod.WaitForExit();
    }

    private void Write(string name, string text) => File.WriteAllText(Path.Combine(_folder, name), text);
}
