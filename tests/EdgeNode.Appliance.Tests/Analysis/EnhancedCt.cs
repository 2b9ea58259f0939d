using EdgeNode.Dicom.DataSets;
using EdgeNode.Dicom.Files;

namespace EdgeNode.Appliance.Tests.Analysis;

/// <summary>Single CT slices as one Enhanced CT object (PS3.3 A.38): what they share once, the rest for each frame.</summary>
internal static class EnhancedCt
{
    private static readonly DicomTag[] OfFrames = [Tags.ImagePositionPatient, Tags.ImageOrientationPatient, Tags.PixelSpacing, Tags.SliceThickness, Tags.RescaleIntercept, Tags.RescaleSlope];

    public static void Write(string path, IReadOnlyList<DicomDataset> slices)
    {
        var first = slices[0];
        var image = new DicomDataset();
        foreach (var element in first.Elements.Where(element => !OfFrames.Contains(element.Tag) && element.Items is null)) image.Set(element.Tag, element.Vr, element.Value);
        image
            .Set(Tags.SOPClassUID, SopClasses.EnhancedCtImageStorage)
            .Set(Tags.NumberOfFrames, slices.Count)
            .Set(Tags.SharedFunctionalGroupsSequence, new DicomDataset()
                .Set(Tags.PlaneOrientationSequence, Item(first, Tags.ImageOrientationPatient))
                .Set(Tags.PixelMeasuresSequence, Item(first, Tags.PixelSpacing, Tags.SliceThickness))
                .Set(Tags.PixelValueTransformationSequence, Item(first, Tags.RescaleIntercept, Tags.RescaleSlope).Set(Tags.RescaleType, "HU")))
            .Set(Tags.PerFrameFunctionalGroupsSequence, [.. slices.Select(slice => new DicomDataset().Set(Tags.PlanePositionSequence, Item(slice, Tags.ImagePositionPatient)))])
            .Set(Tags.PixelData, Vr.OW, slices.SelectMany(slice => slice.Bytes(Tags.PixelData).ToArray()).ToArray());
        DicomWriter.WriteFile(path, image);
    }

    private static DicomDataset Item(DicomDataset slice, params DicomTag[] tags)
    {
        var item = new DicomDataset();
        foreach (var tag in tags) item.Set(tag, TagRegistry.VrOf(tag), slice.Bytes(tag));
        return item;
    }
}
