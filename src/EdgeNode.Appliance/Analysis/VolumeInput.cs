using EdgeNode.Appliance.Hosting.Options;
using EdgeNode.Contracts.Results;
using EdgeNode.Imaging.Coverage;
using EdgeNode.Imaging.Nifti;
using EdgeNode.Imaging.Nrrd;

namespace EdgeNode.Appliance.Analysis;

/// <summary>A NIfTI or NRRD file as a study of one volume. Such a file does not say that it is a CT: its values must.</summary>
internal static class VolumeInput
{
    /// <summary>Around a patient and in the airway every CT has values below this, HU.</summary>
    private const short AirHu = -500;

    /// <summary>A study with its masks has fewer files; more are a collection of studies, and each would be read to the end.</summary>
    private const int MostVolumes = 32;

    /// <summary>As for DICOM slices; below it the corners of a neck lie less than 2 mm off.</summary>
    private const double ShearTolerance = 0.5;

    private const string Several = "SEVERAL_VOLUMES";

    private static readonly string[] Endings = [".nii", ".nii.gz", ".nrrd"];

    public static bool IsVolume(string path) => Endings.Any(ending => path.EndsWith(ending, StringComparison.OrdinalIgnoreCase));

    public static Study Read(string path, AnalysisOptions options)
    {
        var reading = path.EndsWith(".nrrd", StringComparison.OrdinalIgnoreCase) ? NrrdReader.ReadHu(path) : NiftiReader.ReadHu(path);
        if (reading.Volume is not { } volume)
        {
            return Refused(path, new(reading.Refusal!.Code, reading.Refusal.Text));
        }

        if (volume.Geometry.ShearDegrees is > ShearTolerance and var shear)
        {
            return Refused(path, new("SHEARED_AXES", $"The axes of the volume are {shear:0.#} degrees off a right angle (converted from tilted slices): name the DICOM slices, or resample it onto a right-angled grid."));
        }

        var coarse = CoarseSampling.Of(volume);
        if (coarse.Hu.Min() > AirHu)
        {
            return Refused(path, new("NOT_HU", "No value is that of air: a mask, or no Hounsfield units; name the CT itself."));
        }

        var coverage = NeckCoverage.Of(coarse, options.Coverage);
        return NeckJudgement.Refusal(coverage, options.Coverage) is { } refusal
            ? Refused(path, refusal)
            : new(volume, new(null, null, NeckJudgement.Describe(coverage, options.Coverage)), new("", "", $"The one volume of {Path.GetFileName(path)}.", []), null);
    }

    /// <summary>The one neck CT among several files (masks lie beside it); of two it cannot be told which is meant.</summary>
    public static Study ReadOneOf(IReadOnlyList<string> paths, AnalysisOptions options, CancellationToken cancel)
    {
        if (paths.Count > MostVolumes)
        {
            return Study.Refused(new(Several, $"The folder holds {paths.Count} volumes and no DICOM: name the CT."), []);
        }

        Study? taken = null;
        var rejected = new List<RejectedSeries>();
        foreach (var path in paths)
        {
            cancel.ThrowIfCancellationRequested();
            var study = Read(path, options);
            if (study.Refusal is not null)
            {
                rejected.AddRange(study.Chosen!.Rejected);
            }
            else if (taken is null)
            {
                taken = study;
            }
            else
            {
                return Study.Refused(new(Several, "The folder holds several CT volumes and no DICOM: name one of them."), rejected);
            }
        }

        return taken is null
            ? Study.Refused(MostTelling(rejected), rejected)
            : taken with { Chosen = taken.Chosen! with { Rejected = rejected } };
    }

    private static CaseReason MostTelling(List<RejectedSeries> rejected)
    {
        var first = rejected.OrderBy(volume => volume.Code != NeckJudgement.NoNeck).First();
        return new(first.Code, first.Why);
    }

    private static Study Refused(string path, CaseReason reason) => Study.Refused(reason, [new("", reason.Code, reason.Text) { Description = Path.GetFileName(path) }]);
}
