using EdgeNode.Dicom.DataSets;

namespace EdgeNode.Dicom.Pixels.Frames;

/// <summary>
/// What a multi-frame object says of each of its frames (PS3.3 C.7.6.16): a functional group stands in the item of the frame, else in the shared one.
/// </summary>
public sealed class FunctionalGroups
{
    private readonly DicomDataset? _shared;
    private readonly IReadOnlyList<DicomDataset> _perFrame;

    private FunctionalGroups(DicomDataset? shared, IReadOnlyList<DicomDataset> perFrame) => (_shared, _perFrame) = (shared, perFrame);

    /// <summary>Items of the Per-Frame Functional Groups Sequence; of a whole object as many as frames.</summary>
    public int Frames => _perFrame.Count;

    /// <summary>The functional groups of an object; null when it has none, as single-frame objects.</summary>
    public static FunctionalGroups? Of(DicomDataset dataSet)
    {
        var shared = dataSet.GetSequence(Tags.SharedFunctionalGroupsSequence);
        var perFrame = dataSet.GetSequence(Tags.PerFrameFunctionalGroupsSequence);
        return shared.Count + perFrame.Count == 0 ? null : new(shared.Count > 0 ? shared[0] : null, perFrame);
    }

    /// <summary>The (first) item of a functional group, e.g. Plane Position Sequence, for a frame from 0; null where neither place has it.</summary>
    public DicomDataset? Group(DicomTag sequence, int frame)
    {
        if (frame < _perFrame.Count && _perFrame[frame].GetSequence(sequence) is [var own, ..]) return own;
        return _shared?.GetSequence(sequence) is [var item, ..] ? item : null;
    }

    /// <summary>The groups that analysis needs of a frame, from 0.</summary>
    public FrameAttributes Attributes(int frame)
    {
        var content = Group(Tags.FrameContentSequence, frame);
        var measures = Group(Tags.PixelMeasuresSequence, frame);
        var transformation = Group(Tags.PixelValueTransformationSequence, frame);
        return new()
        {
            FrameType = Group(Tags.CTImageFrameTypeSequence, frame)?.GetStrings(Tags.FrameType) ?? [],
            ImagePositionPatient = Group(Tags.PlanePositionSequence, frame)?.GetDoubles(Tags.ImagePositionPatient) ?? [],
            ImageOrientationPatient = Group(Tags.PlaneOrientationSequence, frame)?.GetDoubles(Tags.ImageOrientationPatient) ?? [],
            PixelSpacing = measures?.GetDoubles(Tags.PixelSpacing) ?? [],
            SliceThickness = measures?.GetDouble(Tags.SliceThickness),
            RescaleSlope = transformation?.GetDouble(Tags.RescaleSlope),
            RescaleIntercept = transformation?.GetDouble(Tags.RescaleIntercept),
            RescaleType = transformation?.GetString(Tags.RescaleType),
            StackId = content?.GetString(Tags.StackID),
            InStackPositionNumber = content?.GetInt(Tags.InStackPositionNumber),
            TemporalPositionIndex = content?.GetInt(Tags.TemporalPositionIndex),
        };
    }
}
