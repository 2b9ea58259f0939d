using EdgeNode.Dicom.DataSets;

namespace EdgeNode.Dicom.Fuzz.Seeds;

/// <summary>Small data sets with a little of everything, written here so that no run needs real data.</summary>
internal static class SampleSlice
{
    /// <summary>A valid CT slice of few bytes.</summary>
    public static DicomDataset Create(int rows = 4, int columns = 4, int bits = 16, int stored = 16, bool isSigned = true)
    {
        var pixels = new byte[rows * columns * bits / 8];
        for (var i = 0; i < pixels.Length; i++) pixels[i] = (byte)(i * 7);
        return Identified()
            .Set(Tags.Modality, "CT")
            .Set(Tags.SliceThickness, 1.5)
            .Set(Tags.ImagePositionPatient, -120.5, -110.25, 1.5)
            .Set(Tags.SamplesPerPixel, 1)
            .Set(Tags.PhotometricInterpretation, "MONOCHROME2")
            .Set(Tags.Rows, rows)
            .Set(Tags.Columns, columns)
            .Set(Tags.BitsAllocated, bits)
            .Set(Tags.BitsStored, stored)
            .Set(Tags.HighBit, stored - 1)
            .Set(Tags.PixelRepresentation, isSigned ? 1 : 0)
            .Set(Tags.PixelPaddingValue, Vr.US, new byte[] { 0x00, 0xF8 })
            .Set(Tags.RescaleIntercept, -1024)
            .Set(Tags.RescaleSlope, 1)
            .Set(Tags.PixelData, bits == 8 ? Vr.OB : Vr.OW, pixels);
    }

    /// <summary>Text in several representations, sequences in sequences, private and unknown elements, numbers of every size; no pixels.</summary>
    public static DicomDataset Varied(string characterSet)
    {
        var item = new DicomDataset().Set(Tags.ReferencedSOPInstanceUID, "2.25.3").Set(Tags.TextValue, "a\\b c ");
        var inner = new DicomDataset().Set(Tags.ValueType, "CONTAINER").Set(Tags.ContentSequence, item, new DicomDataset());
        return Identified()
            .Set(Tags.SpecificCharacterSet, characterSet)
            .Set(Tags.PatientName, Vr.PN, new byte[] { (byte)'A', 0xC3, 0xB6, (byte)'^', 0x1B, (byte)'$', (byte)'B', 0x3B, 0x33, (byte)'=', 0xD0, 0xFF, (byte)'=' })
            .Set(Tags.ContentSequence, inner, new DicomDataset().Set(Tags.ContentSequence, inner))
            .Set(new(0x0009, 0x0010), Vr.LO, "OWNER "u8.ToArray())
            .Set(new(0x0009, 0x1001), Vr.UN, new byte[] { 1, 2, 3, 4 })
            .Set(new(0x0009, 0x1002), Vr.FD, new byte[16])
            .Set(new(0x0009, 0x1003), Vr.AT, new byte[] { 8, 0, 5, 0 })
            .Set(new(0x0009, 0x1004), Vr.SL, new byte[] { 255, 255, 255, 255, 1, 0, 0, 0 })
            .Set(new(0x0009, 0x1005), Vr.DS, "1.5\\-2e3\\x "u8.ToArray())
            .Set(new(0x0009, 0x1006), Vr.UV, new byte[] { 255, 255, 255, 255, 255, 255, 255, 255 })
            .Set(new(0x0009, 0x1007), Vr.OF, new byte[] { 0, 0, 0xC0, 0x7F });
    }

    private static DicomDataset Identified() => new DicomDataset()
        .Set(Tags.SOPClassUID, SopClasses.CtImageStorage)
        .Set(Tags.SOPInstanceUID, "2.25.1")
        .Set(Tags.StudyDate, "20260102")
        .Set(Tags.PatientID, "P1");
}
