namespace EdgeNode.Appliance.Hosting.CommandLine;

/// <summary>Progress on stderr: one line that is drawn over on a terminal, a plain line at each tenth and each new stage otherwise.</summary>
internal sealed class ProgressLine(TextWriter output, bool terminal)
{
    private const int BarWidth = 30;
    private string _stage = "";
    private int _tenth;
    private bool _open;

    public static ProgressLine OnStderr() => new(Console.Error, !Console.IsErrorRedirected);

    /// <summary>Shows a stage; <paramref name="total"/> 0 means that there is nothing to count.</summary>
    public void Show(string stage, int done, int total)
    {
        lock (output)
        {
            var tenth = total == 0 ? 0 : done * 10 / total;
            if (stage == _stage && tenth == _tenth && !terminal)
            {
                return;
            }

            if (stage != _stage)
            {
                End();
            }

            (_stage, _tenth) = (stage, tenth);
            var count = total == 0 ? "" : $" {done}/{total}";
            if (terminal)
            {
                var filled = total == 0 ? 0 : done * BarWidth / total;
                var bar = total == 0 ? "" : $" [{new string('#', filled)}{new string('.', BarWidth - filled)}]";
                output.Write($"\r\u001b[K {stage}{bar}{count}");
                _open = true;
            }
            else
            {
                output.WriteLine($" {stage}{count}");
            }
        }
    }

    /// <summary>Leaves the last line as it stands; what follows begins on a new one.</summary>
    public void End()
    {
        lock (output)
        {
            if (_open)
            {
                output.WriteLine();
                _open = false;
            }
        }
    }
}
