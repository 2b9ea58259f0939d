namespace EdgeNode.Phantom.Nodes;

/// <summary>Eigenvalues of a symmetric 3x3 matrix in closed form (Smith 1961).</summary>
internal static class SymmetricMatrix
{
    public static (double Smallest, double Largest) ExtremeEigenvalues(double xx, double yy, double zz, double xy, double xz, double yz)
    {
        var mean = (xx + yy + zz) / 3;
        double a = xx - mean, b = yy - mean, c = zz - mean;
        var p = Math.Sqrt(((a * a) + (b * b) + (c * c) + (2 * ((xy * xy) + (xz * xz) + (yz * yz)))) / 6);
        if (p < 1e-12) return (mean, mean);
        var determinant = (a * ((b * c) - (yz * yz))) - (xy * ((xy * c) - (yz * xz))) + (xz * ((xy * yz) - (b * xz)));
        var angle = Math.Acos(Math.Clamp(determinant / (2 * p * p * p), -1, 1)) / 3;
        return (mean + (2 * p * Math.Cos(angle + (2 * Math.PI / 3))), mean + (2 * p * Math.Cos(angle)));
    }
}
