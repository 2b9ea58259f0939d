using System.Globalization;
using EdgeNode.Appliance.Hosting.Options;

namespace EdgeNode.Appliance.Alarms.Outputs;

/// <summary>Runs the site's command and writes the site's file (a GPIO value, an LED's brightness); either may be absent.</summary>
public sealed class HookRelay(AlarmOptions options, TimeProvider time) : IAlarmRelay
{
    private const int LeastUrgentLight = 2;

    public async Task ShowAsync(AlarmSignal signal, CancellationToken cancel)
    {
        var relay = options.Relay;
        if (relay.File.Length > 0)
        {
            await WriteAsync(relay.File, signal.Level is >= 1 and <= LeastUrgentLight ? "1" : "0", cancel);
        }

        if (relay.Command.Length > 0)
        {
            int[] numbers = [signal.Level, signal.Escalation, signal.Technical];
            await OutputProgram.RunAsync(relay.Command, numbers.Select(number => number.ToString(CultureInfo.InvariantCulture)), default, time, cancel);
        }
    }

    private static async Task WriteAsync(string file, string value, CancellationToken cancel)
    {
        try
        {
            await File.WriteAllTextAsync(file, value, cancel);
        }
        catch (UnauthorizedAccessException refused)
        {
            throw new IOException($"'{file}' may not be written ({refused.Message})", refused);
        }
    }
}
