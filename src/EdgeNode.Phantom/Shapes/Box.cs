namespace EdgeNode.Phantom.Shapes;

/// <summary>Axis-aligned box in anatomy millimetres; a shape is only evaluated inside its own.</summary>
internal readonly record struct Box(float X0, float X1, float Y0, float Y1, float Z0, float Z1)
{
    public Box Grow(float mm) => new(X0 - mm, X1 + mm, Y0 - mm, Y1 + mm, Z0 - mm, Z1 + mm);

    public Box Union(Box o) => new(
        Math.Min(X0, o.X0), Math.Max(X1, o.X1), Math.Min(Y0, o.Y0), Math.Max(Y1, o.Y1), Math.Min(Z0, o.Z0), Math.Max(Z1, o.Z1));

    public bool Meets(Box o) => X0 <= o.X1 && o.X0 <= X1 && Y0 <= o.Y1 && o.Y0 <= Y1 && Z0 <= o.Z1 && o.Z0 <= Z1;

    public bool Contains(float x, float y, float z) => x >= X0 && x <= X1 && y >= Y0 && y <= Y1 && z >= Z0 && z <= Z1;
}
