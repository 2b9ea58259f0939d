using EdgeNode.Imaging.Geometry;

namespace EdgeNode.Inference.Preprocessing;

/// <summary>
/// Patient directions in which the three axes of an array grow, e.g. <c>SPL</c>: a0 to the head, a1 to the back, a2 to the left. nnU-Net's arrays
/// carry no geometry; a network only answers as trained when the axes run as in training.
/// </summary>
public sealed class ArrayOrientation
{
    private readonly Vector3[] _axes;
    private readonly string _letters;

    private ArrayOrientation(string letters, Vector3[] axes)
    {
        _letters = letters;
        _axes = axes;
    }

    /// <summary>Unit vector (LPS) in which array axis 0, 1 or 2 grows.</summary>
    public Vector3 this[int axis] => _axes[axis];

    /// <summary>Reads three letters, one each of S/I, P/A and L/R; null for anything else.</summary>
    public static ArrayOrientation? Parse(string letters)
    {
        var axes = letters.Select(Direction).OfType<Vector3>().ToArray();
        var covered = letters.Length == 3 && axes.Length == 3 && Math.Abs(axes[0].Cross(axes[1]).Dot(axes[2])) == 1;
        return covered ? new(letters, axes) : null;
    }

    public override string ToString() => _letters;

    private static Vector3? Direction(char letter) => letter switch
    {
        'L' => new(1, 0, 0),
        'R' => new(-1, 0, 0),
        'P' => new(0, 1, 0),
        'A' => new(0, -1, 0),
        'S' => new(0, 0, 1),
        'I' => new(0, 0, -1),
        _ => null,
    };
}
