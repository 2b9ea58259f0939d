namespace EdgeNode.Imaging.Volumes;

/// <summary>What came of reading an image file: a volume, or why there is none. Exactly one of the two is set.</summary>
public sealed record VolumeReading<T>
    where T : unmanaged
{
    public Volume<T>? Volume { get; private init; }

    public VolumeRefusal? Refusal { get; private init; }

    public static implicit operator VolumeReading<T>(Volume<T> volume) => new() { Volume = volume };

    public static implicit operator VolumeReading<T>(VolumeRefusal refusal) => new() { Refusal = refusal };
}

/// <summary>
/// Why an image file gives no volume: a stable code and one line that says what to do.
/// Codes: <c>NOT_NIFTI</c>, <c>NOT_NRRD</c>, <c>TRUNCATED</c>, <c>CORRUPT_COMPRESSION</c>, <c>UNSUPPORTED_DATATYPE</c>,
/// <c>UNSUPPORTED_VARIANT</c>, <c>NOT_3D</c>, <c>ONE_SLICE</c>, <c>TOO_LARGE</c>, <c>NO_ORIENTATION</c>, <c>BAD_GEOMETRY</c>,
/// <c>NON_FINITE_VOXELS</c>, <c>NOT_LABELS</c>.
/// </summary>
public sealed record VolumeRefusal(string Code, string Text);
