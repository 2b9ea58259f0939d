using System.Globalization;

namespace EdgeNode.Benchmarks.Soak;

/// <summary>The samples of `make soak` as a picture (SVG): one strip each for memory, handles, threads and latency, over minutes, from zero.</summary>
internal static class SoakPlot
{
    private const int Width = 760, Strip = 130, Left = 60, Top = 26, Plot = 84;

    private static readonly (string Column, string Title)[] Strips =
        [("resident_mib", "resident memory, MiB"), ("anonymous_mib", "of it the process's own (not pages of files), MiB"), ("handles", "open handles"), ("threads", "threads"), ("latency_seconds", "seconds from the last image to the result")];

    public static int Run(string samples, string picture)
    {
        var lines = File.ReadAllLines(samples);
        var head = lines[0].Split(',');
        var rows = lines.Skip(1).Select(line => Array.ConvertAll(line.Split(','), cell => double.Parse(cell, CultureInfo.InvariantCulture))).ToList();
        var minutes = rows.ConvertAll(row => row[Array.IndexOf(head, "seconds")] / 60);
        var drawn = Strips.Select((strip, i) => Draw(strip.Title, i * Strip, minutes, rows.ConvertAll(row => row[Array.IndexOf(head, strip.Column)])));
        File.WriteAllText(picture, $"""
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {Width} {(Strips.Length * Strip) + 20}" font-family="sans-serif" font-size="13" fill="#333">
            <rect width="100%" height="100%" fill="#fff"/>
            {string.Join('\n', drawn)}
            <text x="{Left}" y="{(Strips.Length * Strip) + 12}">minutes 0 to {Words(minutes[^1])}, {rows.Count} studies</text>
            </svg>

            """);
        return 0;
    }

    private static string Draw(string title, int y, List<double> minutes, List<double> values)
    {
        var most = values.Max();
        var (floor, last) = (y + Top + Plot, minutes[^1]);
        var points = minutes.Zip(values, (minute, value) => FormattableString.Invariant($"{Left + ((Width - Left - 20) * minute / last):F1},{floor - (Plot * value / most):F1}"));
        return $"""
            <text x="{Left}" y="{y + 18}">{title}: {Words(values.Min())} to {Words(most)}</text>
            <path d="M{Left} {floor}H{Width - 20}M{Left} {floor - Plot}H{Width - 20}" stroke="#ddd"/>
            <text x="{Left - 6}" y="{floor + 4}" text-anchor="end">0</text><text x="{Left - 6}" y="{floor - Plot + 4}" text-anchor="end">{Words(most)}</text>
            <polyline fill="none" stroke="#2563a8" stroke-width="1.5" points="{string.Join(' ', points)}"/>
            """;
    }

    private static string Words(double number) => number.ToString("0.#", CultureInfo.InvariantCulture);
}
