using System.Globalization;
using System.Net;
using System.Text;

namespace EdgeNode.Center.Pages;

/// <summary>A cell of a table: its text, a class of the style sheet, an address to go to.</summary>
internal readonly record struct Cell(string Text, string? Style = null, string? Link = null)
{
    public static implicit operator Cell(string? text) => new(text is null or "" ? "–" : text);

    public static implicit operator Cell(int number) => new(number.ToString(CultureInfo.InvariantCulture), "n");

    public static implicit operator Cell(int? number) => number is { } value ? (Cell)value : new("–", "n");

    /// <summary>A count that asks for attention, or not.</summary>
    public static Cell Count(int number, bool warns) => new(number.ToString(CultureInfo.InvariantCulture), warns ? "n warn" : "n");

    public static Cell Share(double? share, string? style = null) => new(share is { } value ? value.ToString("0.0 %", CultureInfo.InvariantCulture) : "–", style ?? "n");

    public static Cell Number(double? number, string format = "0.00", string? style = null) => new(number?.ToString(format, CultureInfo.InvariantCulture) ?? "–", style ?? "n");

    /// <summary>Seconds as people read them.</summary>
    public static Cell Duration(double? seconds, string? style = null) => new(
        seconds switch
        {
            null => "–",
            < 100 => string.Create(CultureInfo.InvariantCulture, $"{seconds:0.#} s"),
            < 6000 => string.Create(CultureInfo.InvariantCulture, $"{seconds / 60:0.#} min"),
            < 172_800 => string.Create(CultureInfo.InvariantCulture, $"{seconds / 3600:0.#} h"),
            _ => string.Create(CultureInfo.InvariantCulture, $"{seconds / 86_400:0.#} d"),
        },
        style ?? "n");
}

/// <summary>Writes plain HTML; everything that comes from a message is encoded.</summary>
internal sealed class Html
{
    private static readonly (string Path, string Name)[] Pages =
        [("/", "Overview"), ("/alarms", "Alarms"), ("/agreement", "Agreement"), ("/drift", "Drift"), ("/worklist", "Work list"), ("/cases", "Cases")];

    private readonly StringBuilder _text = new();

    private Html(string title, string path, bool refresh)
    {
        _text.Append("<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\">");
        if (refresh)
            _text.Append("<meta http-equiv=\"refresh\" content=\"30\">");
        _text.Append("<link rel=\"icon\" href=\"data:,\"><link rel=\"stylesheet\" href=\"/style.css\"><title>EdgeNode centre: ").Append(WebUtility.HtmlEncode(title)).Append("</title><header><strong>EdgeNode centre</strong><nav>");
        foreach (var (address, name) in Pages)
            _text.Append(CultureInfo.InvariantCulture, $"<a href=\"{address}\"{(address == path ? " aria-current=\"page\"" : "")}>{name}</a>");
        _text.Append("</nav></header><main><h1>").Append(WebUtility.HtmlEncode(title)).Append("</h1>");
    }

    public static string Page(string title, string path, Action<Html> body, bool refresh = true)
    {
        var page = new Html(title, path, refresh);
        body(page);
        return page._text.Append("</main>").ToString();
    }

    public Html Heading(string text) => Raw($"<h2>{WebUtility.HtmlEncode(text)}</h2>");

    public Html Text(string text) => Raw($"<p>{WebUtility.HtmlEncode(text)}</p>");

    public Html Raw(string html)
    {
        _text.Append(html);
        return this;
    }

    public Html Table(IReadOnlyList<string> heads, IEnumerable<Cell[]> rows, string none = "Nothing yet.")
    {
        var any = false;
        foreach (var row in rows)
        {
            if (!any)
                _text.Append("<div class=\"wide\"><table><thead><tr>").Append(string.Concat(heads.Select(head => $"<th scope=\"col\">{WebUtility.HtmlEncode(head)}</th>"))).Append("</thead><tbody>");
            any = true;
            _text.Append("<tr>");
            foreach (var cell in row)
                Append(cell);
        }

        return any ? Raw("</tbody></table></div>") : Raw($"<p class=\"none\">{WebUtility.HtmlEncode(none)}</p>");
    }

    private void Append(Cell cell)
    {
        _text.Append(cell.Style is { } style ? $"<td class=\"{style}\">" : "<td>");
        var text = WebUtility.HtmlEncode(cell.Text);
        _text.Append(cell.Link is { } link ? $"<a href=\"{WebUtility.HtmlEncode(link)}\">{text}</a>" : text);
    }
}
