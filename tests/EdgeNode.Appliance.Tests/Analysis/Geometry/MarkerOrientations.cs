using EdgeNode.Imaging.Geometry;

namespace EdgeNode.Appliance.Tests.Analysis.Geometry;

/// <summary>How the same patient can be sent: every direction of rows, columns and slices, feet first, prone, oblique, with gantry tilt, unevenly.</summary>
internal static class MarkerOrientations
{
    private const double StepMm = 3;
    private static readonly Vector3 Left = new(1, 0, 0);
    private static readonly Vector3 Back = new(0, 1, 0);
    private static readonly Vector3 Head = new(0, 0, 1);

    /// <summary>Those that form no true grid.</summary>
    public static IReadOnlyList<string> NeedStraightening { get; } = ["tilted", "tilted the other way", "tilted, feet first", "uneven"];

    public static IReadOnlyDictionary<string, MarkerSeries> All { get; } = new Dictionary<string, MarkerSeries>
    {
        ["axial"] = MarkerSeries.Even(Left, Back, Head * StepMm),
        ["from head to feet"] = MarkerSeries.Even(Left, Back, Head * -StepMm),
        ["rows from left to right"] = MarkerSeries.Even(Left * -1, Back, Head * StepMm),
        ["columns from back to front"] = MarkerSeries.Even(Left, Back * -1, Head * StepMm),
        ["prone"] = MarkerSeries.Even(Left * -1, Back * -1, Head * StepMm) with { PatientPosition = "HFP" },
        ["feet first"] = MarkerSeries.Even(Left * -1, Back, Head * -StepMm) with { PatientPosition = "FFS" },
        ["feet first, prone"] = MarkerSeries.Even(Left, Back * -1, Head * -StepMm) with { PatientPosition = "FFP" },
        ["rows and columns exchanged"] = MarkerSeries.Even(Back, Left, Head * StepMm),
        ["oblique"] = Oblique(20, 8),
        ["oblique, turned further"] = Oblique(-25, -40),
        ["tilted"] = Tilted(18.5),
        ["tilted the other way"] = Tilted(-12),
        ["tilted, feet first"] = Tilted(15, -1) with { PatientPosition = "FFS" },
        ["uneven"] = MarkerSeries.Even(Left, Back, Head * StepMm, jitter: 0.2),
    };

    /// <summary>Slices turned about the patient's left-right axis, then about the head-feet axis.</summary>
    private static MarkerSeries Oblique(double pitch, double yaw)
    {
        var (row, column) = (Turned(Left, yaw), Turned(Pitched(pitch), yaw));
        return MarkerSeries.Even(row, column, row.Cross(column) * StepMm);
    }

    /// <summary>As a tilted gantry scans: slices lean, the table goes on straight.</summary>
    private static MarkerSeries Tilted(double degrees, int side = 1) => MarkerSeries.Even(Left * side, Pitched(degrees), Head * (side * StepMm));

    private static Vector3 Pitched(double degrees)
    {
        var (sin, cos) = Math.SinCos(degrees * Math.PI / 180);
        return (Back * cos) + (Head * sin);
    }

    private static Vector3 Turned(Vector3 v, double degrees)
    {
        var (sin, cos) = Math.SinCos(degrees * Math.PI / 180);
        return new((v.X * cos) - (v.Y * sin), (v.X * sin) + (v.Y * cos), v.Z);
    }
}
