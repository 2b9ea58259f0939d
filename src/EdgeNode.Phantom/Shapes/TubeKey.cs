namespace EdgeNode.Phantom.Shapes;

/// <summary>Cross-section of a structure that runs along the neck: at height z an ellipse (half axes, turned counter-clockwise seen from below).</summary>
internal readonly record struct TubeKey(float Z, float X, float Y, float RadiusX, float RadiusY, float Degrees = 0)
{
    /// <summary>The same section on the other side of the midline.</summary>
    public TubeKey OnSide(int side) => this with { X = X * side, Degrees = Degrees * side };
}
