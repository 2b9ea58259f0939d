namespace EdgeNode.Imaging.Measurements;

/// <summary>A point of an outline in a slice; voxels or mm, as its holder says.</summary>
internal readonly record struct OutlinePoint(double X, double Y);
