using System.Globalization;
using System.Text;

namespace EdgeNode.Appliance.Evaluation.Report;

/// <summary>A small plot as SVG inside the page: nothing is loaded from elsewhere.</summary>
internal sealed class SvgPlot(string x, string y, double xMax, double yMin, double yMax)
{
    private const double Width = 380, Height = 260, Left = 52, Bottom = 42, Top = 12, Right = 12;
    private readonly StringBuilder _marks = new();

    public void Line(IEnumerable<(double X, double Y)> points, string colour, bool dashed = false) => _marks.Append(
        CultureInfo.InvariantCulture,
        $"<polyline fill=\"none\" stroke=\"{colour}\" stroke-width=\"2\"{(dashed ? " stroke-dasharray=\"4 4\"" : "")} points=\"{string.Join(' ', points.Select(p => string.Create(CultureInfo.InvariantCulture, $"{X(p.X):0.0},{Y(p.Y):0.0}")))}\"/>");

    public void Dot(double x, double y, string colour, double radius = 3) =>
        _marks.Append(CultureInfo.InvariantCulture, $"<circle cx=\"{X(x):0.0}\" cy=\"{Y(y):0.0}\" r=\"{radius:0.0}\" fill=\"{colour}\" fill-opacity=\"0.7\"/>");

    public string Write()
    {
        var svg = new StringBuilder();
        svg.Append(CultureInfo.InvariantCulture, $"<svg viewBox=\"0 0 {Width} {Height}\" width=\"{Width}\" role=\"img\" aria-label=\"{y} against {x}\">");
        for (var i = 0; i <= 4; i++)
        {
            double gx = xMax * i / 4, gy = yMin + ((yMax - yMin) * i / 4);
            svg.Append(CultureInfo.InvariantCulture, $"<path class=\"grid\" d=\"M{X(gx):0.0} {Top}V{Height - Bottom}M{Left} {Y(gy):0.0}H{Width - Right}\"/>");
            svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{X(gx):0.0}\" y=\"{Height - Bottom + 15}\" text-anchor=\"middle\">{gx:0.##}</text><text x=\"{Left - 5}\" y=\"{Y(gy) + 4:0.0}\" text-anchor=\"end\">{gy:0.##}</text>");
        }

        svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{(Left + Width - Right) / 2}\" y=\"{Height - 8}\" text-anchor=\"middle\">{x}</text><text transform=\"translate(12 {(Height - Bottom + Top) / 2}) rotate(-90)\" text-anchor=\"middle\">{y}</text>");
        return svg.Append(_marks).Append("</svg>").ToString();
    }

    private double X(double value) => Left + (Math.Clamp(value / xMax, 0, 1) * (Width - Left - Right));

    private double Y(double value) => Height - Bottom - (Math.Clamp((value - yMin) / (yMax - yMin), 0, 1) * (Height - Bottom - Top));
}
