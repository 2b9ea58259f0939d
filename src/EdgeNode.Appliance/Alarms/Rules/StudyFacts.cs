namespace EdgeNode.Appliance.Alarms.Rules;

/// <summary>What the rules may know of a study beside its nodes.</summary>
/// <param name="SliceThicknessMm">Nominal thickness, or the slice distance where that is not known; mm.</param>
/// <param name="CoverageMm">Extent of the volume along its slices, mm.</param>
/// <param name="Contrast">False when the header names no contrast agent; null when there is no header to ask.</param>
/// <param name="RedFlag">A physician ticked airway, bleeding or nerve deficit.</param>
/// <param name="ClinicalRisk">A physician ticked a risk sign of the AAO-HNS guideline.</param>
/// <param name="NeckPartlyCovered">A part of the neck is not in the image, judged by the image.</param>
public sealed record StudyFacts(double SliceThicknessMm, double CoverageMm, bool? Contrast, bool RedFlag = false, bool ClinicalRisk = false, bool NeckPartlyCovered = false);

/// <summary>What a physician ticked.</summary>
/// <param name="RedFlag">Airway, bleeding or nerve deficit.</param>
/// <param name="ClinicalRisk">A risk sign of the AAO-HNS guideline.</param>
public readonly record struct StudySigns(bool RedFlag, bool ClinicalRisk);
