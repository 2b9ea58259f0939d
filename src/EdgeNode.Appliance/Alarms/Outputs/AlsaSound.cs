using EdgeNode.Appliance.Hosting.Options;

namespace EdgeNode.Appliance.Alarms.Outputs;

/// <summary>Plays through <c>aplay</c> of ALSA, or another program that takes a WAV file from its input. Without one the box is silent.</summary>
public sealed class AlsaSound(AlarmOptions options, TimeProvider time) : IAlarmSound
{
    public Task PlayAsync(int pulses, CancellationToken cancel) => RunAsync(PulseTone.Wave(pulses), cancel);

    public Task TryAsync(CancellationToken cancel) => RunAsync(PulseTone.Silence(), cancel);

    private Task RunAsync(byte[] wave, CancellationToken cancel)
    {
        var sound = options.Sound;
        string[] device = sound.Device.Length == 0 ? [] : ["-D", sound.Device];
        return sound.Player.Length == 0
            ? Task.CompletedTask
            : OutputProgram.RunAsync(sound.Player, ["-q", .. device, "-"], wave, time, cancel);
    }
}
