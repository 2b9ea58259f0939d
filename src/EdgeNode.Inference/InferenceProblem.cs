namespace EdgeNode.Inference;

/// <summary>Why there is no bundle, network or segmentation: a stable code and one line that names the cause and what to do.</summary>
/// <param name="Code">UPPER_SNAKE, see <see cref="ProblemCodes"/>.</param>
/// <param name="Text">One line for people; holds no personal data.</param>
public sealed record InferenceProblem(string Code, string Text);

/// <summary>The codes an <see cref="InferenceProblem"/> can carry.</summary>
public static class ProblemCodes
{
    /// <summary>The bundle folder or one of its files is not there.</summary>
    public const string ModelMissing = "MODEL_MISSING";

    /// <summary>A file of the bundle is not the one its model.json names.</summary>
    public const string ModelChecksumMismatch = "MODEL_CHECKSUM_MISMATCH";

    /// <summary>A file of the bundle can not be understood, or the files contradict each other.</summary>
    public const string ModelMalformed = "MODEL_MALFORMED";

    /// <summary>The bundle is in order but asks for something this version does not compute.</summary>
    public const string ModelUnsupported = "MODEL_UNSUPPORTED";

    /// <summary>The volume's spacing or directions are not usable.</summary>
    public const string GeometryInvalid = "GEOMETRY_INVALID";

    /// <summary>Less than one voxel of the network's spacing remains along an axis.</summary>
    public const string VolumeTooSmall = "VOLUME_TOO_SMALL";

    /// <summary>The volume at the network's spacing exceeds the limit that keeps memory bounded.</summary>
    public const string VolumeTooLarge = "VOLUME_TOO_LARGE";

    /// <summary>The volume has values that the model's normalisation does not take.</summary>
    public const string ValuesOutOfRange = "VALUES_OUT_OF_RANGE";

    /// <summary>No GPU provider works here, and the CPU is not allowed instead.</summary>
    public const string GpuMissing = "GPU_MISSING";

    /// <summary>The native library of ONNX Runtime that the configuration names can not be loaded.</summary>
    public const string NativeLibraryMissing = "NATIVE_LIBRARY_MISSING";

    /// <summary>The model does not compute what its golden case says it must.</summary>
    public const string ModelSelfTestFailed = "MODEL_SELF_TEST_FAILED";

    /// <summary>The network answered NaN or infinity; nothing it said is used.</summary>
    public const string NonFiniteLogits = "NON_FINITE_LOGITS";
}
