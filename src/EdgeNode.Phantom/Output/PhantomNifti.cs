using EdgeNode.Imaging.Nifti;

namespace EdgeNode.Phantom.Output;

/// <summary>Writes a study as ct.nii.gz and truth.nii.gz (NIfTI-1, HU and labels), with truth.json beside them.</summary>
public static class PhantomNifti
{
    /// <param name="study">What to write.</param>
    /// <param name="folder">Made if missing; files of the same names are replaced.</param>
    /// <exception cref="IOException">The folder cannot be written.</exception>
    public static void Write(PhantomStudy study, string folder)
    {
        Directory.CreateDirectory(folder);
        NiftiWriter.Write(study.Ct, Path.Combine(folder, "ct.nii.gz"));
        NiftiWriter.Write(study.Truth, Path.Combine(folder, "truth.nii.gz"));
        TruthTable.Write(study, Path.Combine(folder, "truth.json"));
    }
}
