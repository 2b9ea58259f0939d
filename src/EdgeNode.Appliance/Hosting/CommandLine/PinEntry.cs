using System.Text;
using EdgeNode.Contracts.Results;

namespace EdgeNode.Appliance.Hosting.CommandLine;

/// <summary>A PIN from the keyboard, typed twice and not shown, or from the first line of redirected input. Never from an argument: those can be seen by everybody on the box.</summary>
internal static class PinEntry
{
    public static (string? Pin, CaseReason? Problem) Read()
    {
        if (Console.IsInputRedirected)
        {
            return (Console.In.ReadLine()?.Trim() ?? "", null);
        }

        var (first, again) = (Ask("PIN: "), Ask("PIN again: "));
        return first == again ? (first, null) : (null, new("PIN_MISTYPED", "The two PINs differ: nothing was changed."));
    }

    /// <summary>The code that a reader types, not shown; or the first line of redirected input.</summary>
    public static string ReadBadge() => Console.IsInputRedirected ? Console.In.ReadLine()?.Trim() ?? "" : Ask("Hold the badge to the reader: ");

    private static string Ask(string prompt)
    {
        Console.Error.Write(prompt);
        var typed = new StringBuilder();
        while (Console.ReadKey(intercept: true) is { Key: not ConsoleKey.Enter } key)
        {
            if (key.Key == ConsoleKey.Backspace)
            {
                typed.Length = Math.Max(0, typed.Length - 1);
            }
            else
            {
                typed.Append(key.KeyChar);
            }
        }

        Console.Error.WriteLine();
        return typed.ToString();
    }
}
