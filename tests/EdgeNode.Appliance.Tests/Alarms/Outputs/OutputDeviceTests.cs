using System.Buffers.Binary;
using System.Text;
using EdgeNode.Appliance.Alarms.Outputs;
using EdgeNode.Appliance.Hosting.Options;
using Microsoft.Extensions.Time.Testing;

namespace EdgeNode.Appliance.Tests.Alarms.Outputs;

/// <summary>The real sound and relay, with scripts in place of aplay and the site's command.</summary>
[System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
public sealed class OutputDeviceTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("edgenode-outputs").FullName;

    [Fact]
    public async Task The_player_gets_its_device_and_a_WAV_file_of_so_many_pulses()
    {
        var player = Script($"echo \"$@\" > {_folder}/arguments; cat > {_folder}/burst.wav");
        await Sound(player, "plughw:1,0").PlayAsync(3, default);

        Assert.Equal("-q -D plughw:1,0 -\n", await File.ReadAllTextAsync(Path.Combine(_folder, "arguments")));
        var wave = await File.ReadAllBytesAsync(Path.Combine(_folder, "burst.wav"));
        Assert.Equal("RIFF", Encoding.ASCII.GetString(wave, 0, 4));
        Assert.Equal(wave.Length - 44, BinaryPrimitives.ReadInt32LittleEndian(wave.AsSpan(40)));
        Assert.Equal(3, Pulses(wave));
        Assert.Equal(10, Pulses(PulseTone.Wave(10)));
    }

    [Fact]
    public async Task A_try_goes_the_same_way_with_a_file_in_which_nothing_is_heard()
    {
        await Sound(Script($"cat > {_folder}/silence.wav"), "").TryAsync(default);

        var wave = await File.ReadAllBytesAsync(Path.Combine(_folder, "silence.wav"));
        Assert.True(wave.Length > PulseTone.HeaderBytes);
        Assert.All(wave[PulseTone.HeaderBytes..], sample => Assert.Equal(0, sample));
        await Assert.ThrowsAsync<IOException>(() => Sound(Script("exit 1")).TryAsync(default));
    }

    [Theory]
    [InlineData("exit 3", "ended with 3")]
    [InlineData("exec 0<&-; exit 1", "ended with 1")]
    public async Task A_player_that_fails_is_told(string script, string why)
    {
        var failure = await Assert.ThrowsAsync<IOException>(() => Sound(Script(script)).PlayAsync(10, default));
        Assert.Contains(why, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_player_that_is_not_installed_is_told()
    {
        var failure = await Assert.ThrowsAsync<IOException>(() => Sound("no-such-player-anywhere").PlayAsync(1, default));
        Assert.Contains("no-such-player-anywhere", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_player_that_hangs_is_ended()
    {
        var time = new FakeTimeProvider();
        var playing = new AlsaSound(new() { Sound = new() { Player = Script("exec sleep 600") } }, time).PlayAsync(1, default);
        while (!playing.IsCompleted)
        {
            time.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }

        Assert.Contains("did not end", (await Assert.ThrowsAsync<IOException>(() => playing)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_player_and_a_relay_nothing_happens()
    {
        await new AlsaSound(new(), TimeProvider.System).PlayAsync(10, default);
        await new HookRelay(new(), TimeProvider.System).ShowAsync(new(1, 0, 0), default);
    }

    [Theory]
    [InlineData(1, "1")]
    [InlineData(2, "1")]
    [InlineData(3, "0")]
    [InlineData(0, "0")]
    public async Task The_relay_switches_its_line_and_runs_the_command_with_level_escalation_and_technical_alarms(int level, string line)
    {
        var (file, log) = (Path.Combine(_folder, "gpio"), Path.Combine(_folder, "log"));
        await File.WriteAllTextAsync(file, "x");
        var relay = new HookRelay(new() { Relay = new() { Command = Script($"echo \"$@\" >> {log}"), File = file } }, TimeProvider.System);
        await relay.ShowAsync(new(level, 2, 3), default);
        Assert.Equal(line, await File.ReadAllTextAsync(file));
        Assert.Equal($"{level} 2 3\n", await File.ReadAllTextAsync(log));
    }

    [Fact]
    public async Task A_relay_that_is_not_there_is_told()
    {
        var relay = new HookRelay(new() { Relay = new() { File = Path.Combine(_folder, "missing", "value") } }, TimeProvider.System);
        await Assert.ThrowsAnyAsync<IOException>(() => relay.ShowAsync(new(1, 0, 0), default));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static AlsaSound Sound(string player, string device = "") => new(new AlarmOptions { Sound = new() { Player = player, Device = device } }, TimeProvider.System);

    private string Script(string body)
    {
        var path = Path.Combine(_folder, "script.sh");
        using var file = new StreamWriter(path, new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write, UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute });
        file.Write($"#!/bin/sh\n{body}\n");
        return path;
    }

    /// <summary>Stretches of sound between stretches of at least 50 ms of silence.</summary>
    private static int Pulses(byte[] wave)
    {
        var (pulses, silent) = (0, int.MaxValue);
        for (var i = 44; i < wave.Length; i += 2)
        {
            if (Math.Abs((int)BinaryPrimitives.ReadInt16LittleEndian(wave.AsSpan(i))) < 50)
            {
                silent = silent == int.MaxValue ? silent : silent + 1;
                continue;
            }

            pulses += silent > 22_050 / 20 ? 1 : 0;
            silent = 0;
        }

        return pulses;
    }
}
