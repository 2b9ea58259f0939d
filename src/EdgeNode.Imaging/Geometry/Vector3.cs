namespace EdgeNode.Imaging.Geometry;

/// <summary>A point or direction in patient coordinates: LPS, millimetres (DICOM PS3.3 C.7.6.2.1.1).</summary>
public readonly record struct Vector3(double X, double Y, double Z)
{
    public static Vector3 operator +(Vector3 a, Vector3 b) => new(a.X + b.X, a.Y + b.Y, a.Z + b.Z);
    public static Vector3 operator -(Vector3 a, Vector3 b) => new(a.X - b.X, a.Y - b.Y, a.Z - b.Z);
    public static Vector3 operator *(Vector3 a, double s) => new(a.X * s, a.Y * s, a.Z * s);

    public double Dot(Vector3 other) => (X * other.X) + (Y * other.Y) + (Z * other.Z);

    public Vector3 Cross(Vector3 o) => new((Y * o.Z) - (Z * o.Y), (Z * o.X) - (X * o.Z), (X * o.Y) - (Y * o.X));

    public double Length => Math.Sqrt(Dot(this));

    /// <summary>Unit vector of the same direction; NaN components for the zero vector.</summary>
    public Vector3 Normalized() => this * (1 / Length);
}
