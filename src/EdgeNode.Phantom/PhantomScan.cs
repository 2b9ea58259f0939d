namespace EdgeNode.Phantom;

/// <summary>How the patient was scanned and who it is: what results are broken down by. Written into truth.json.</summary>
/// <param name="SliceThicknessMm">Width of the slice profile; slices may overlap or leave gaps.</param>
/// <param name="NoiseHu">Standard deviation in soft tissue of the neck, HU.</param>
/// <param name="ResolutionMm">Standard deviation of the kernel's blur in the slice, mm.</param>
/// <param name="TiltDegrees">Of the slices about the left-right axis.</param>
public sealed record PhantomScan(ContrastPhase Phase, double SliceThicknessMm, double NoiseHu, double ResolutionMm, double TiltDegrees, int AgeYears, string Sex);
