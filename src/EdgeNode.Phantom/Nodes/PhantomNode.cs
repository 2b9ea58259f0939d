using EdgeNode.Imaging.Geometry;

namespace EdgeNode.Phantom.Nodes;

/// <summary>One node of the truth.</summary>
/// <param name="Number">1-based, unique in the phantom.</param>
/// <param name="Class">Label in the truth volume.</param>
/// <param name="CentreMm">Centroid of its voxels, patient LPS millimetres.</param>
/// <param name="LongAxisMm">Longest diameter of the ellipsoid with the same second moments, mm.</param>
/// <param name="ShortAxisMm">Shortest diameter of that ellipsoid, mm.</param>
/// <param name="Level">Neck level it was placed in, e.g. <c>IIA</c>; approximate, as anatomy varies.</param>
/// <param name="Side"><c>R</c> or <c>L</c>, the patient's.</param>
/// <param name="Voxels">Voxels in the truth volume.</param>
/// <param name="VolumeMm3">Voxels times voxel volume.</param>
public sealed record PhantomNode(
    int Number,
    PhantomNodeClass Class,
    Vector3 CentreMm,
    double LongAxisMm,
    double ShortAxisMm,
    string Level,
    string Side,
    int Voxels,
    double VolumeMm3);
