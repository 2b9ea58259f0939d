using EdgeNode.Appliance.Sync;

namespace EdgeNode.Appliance.Hosting.Options;

/// <summary>Everything in appliance.json. Bound and validated once, at start; relative paths count from the file's folder.</summary>
public sealed record ApplianceOptions
{
    public DicomOptions Dicom { get; init; } = new();

    public IntakeOptions Intake { get; init; } = new();

    public AnalysisOptions Analysis { get; init; } = new();

    public AlarmOptions Alarms { get; init; } = new();

    public FeedbackOptions Feedback { get; init; } = new();

    public KioskOptions Kiosk { get; init; } = new();

    public StorageOptions Storage { get; init; } = new();

    public SyncOptions Sync { get; init; } = new();

    public MetricsOptions Metrics { get; init; } = new();

    public IEnumerable<OptionError> Validate() =>
    [
        .. Dicom.Validate(), .. Intake.Validate(), .. Analysis.Validate(), .. Alarms.Validate(), .. Feedback.Validate(), .. Kiosk.Validate(), .. Storage.Validate(), .. Metrics.Validate(),
        .. Sync.Validate().Select(problem => new OptionError(problem.Path, problem.Message)),
    ];
}
