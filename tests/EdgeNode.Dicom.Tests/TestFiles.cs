using System.IO.Compression;
using EdgeNode.Dicom.DataSets;
using EdgeNode.Dicom.Files;
using EdgeNode.TestData;

namespace EdgeNode.Dicom.Tests;

/// <summary>Data sets made here and real files.</summary>
internal static class TestFiles
{
    /// <summary>A small valid CT slice; the pixels count upwards from the seed.</summary>
    public static DicomDataset CtSlice(int seed = 1, int rows = 16, int columns = 16)
    {
        var pixels = new byte[2 * rows * columns];
        for (var i = 0; i < pixels.Length; i++) pixels[i] = (byte)((i & 1) == 0 ? i + seed : 0);
        return new DicomDataset()
            .Set(Tags.SpecificCharacterSet, "ISO_IR 192")
            .Set(Tags.ImageType, "ORIGINAL", "PRIMARY", "AXIAL")
            .Set(Tags.SOPClassUID, SopClasses.CtImageStorage)
            .Set(Tags.SOPInstanceUID, $"2.25.1000{seed}")
            .Set(Tags.StudyDate, "20260102")
            .Set(Tags.StudyTime, "101112")
            .Set(Tags.AccessionNumber, "")
            .Set(Tags.Modality, "CT")
            .Set(Tags.Manufacturer, "EdgeNode")
            .Set(Tags.ReferringPhysicianName, "")
            .Set(Tags.PatientName, "Phantom^Nöck")
            .Set(Tags.PatientID, "P1")
            .Set(Tags.PatientBirthDate, "")
            .Set(Tags.PatientSex, "O")
            .Set(Tags.BodyPartExamined, "NECK")
            .Set(Tags.SliceThickness, 1.5)
            .Set(Tags.KVP, 120)
            .Set(Tags.PatientPosition, "HFS")
            .Set(Tags.StudyInstanceUID, "2.25.77")
            .Set(Tags.SeriesInstanceUID, "2.25.78")
            .Set(Tags.StudyID, "1")
            .Set(Tags.SeriesNumber, 3)
            .Set(Tags.AcquisitionNumber, 1)
            .Set(Tags.InstanceNumber, seed)
            .Set(Tags.ImagePositionPatient, -120.5, -110.25, 1.5 * seed)
            .Set(Tags.ImageOrientationPatient, 1, 0, 0, 0, 1, 0)
            .Set(Tags.FrameOfReferenceUID, "2.25.79")
            .Set(Tags.PositionReferenceIndicator, "")
            .Set(Tags.SamplesPerPixel, 1)
            .Set(Tags.PhotometricInterpretation, "MONOCHROME2")
            .Set(Tags.Rows, rows)
            .Set(Tags.Columns, columns)
            .Set(Tags.PixelSpacing, 0.48828125, 0.48828125)
            .Set(Tags.BitsAllocated, 16)
            .Set(Tags.BitsStored, 16)
            .Set(Tags.HighBit, 15)
            .Set(Tags.PixelRepresentation, 1)
            .Set(Tags.RescaleIntercept, -1024)
            .Set(Tags.RescaleSlope, 1)
            .Set(Tags.PixelData, Vr.OW, pixels);
    }

    public static byte[] Bytes(DicomDataset dataSet, WriteOptions? options = null)
    {
        using var stream = new MemoryStream();
        DicomWriter.Write(stream, dataSet, options);
        return stream.ToArray();
    }

    /// <summary>Every file below real-data folders, with its path relative to data/; entries of zips as <c>zip!entry</c>.</summary>
    public static IEnumerable<(string Name, byte[] Bytes)> Real(params string[] folders)
    {
        var data = RealData.PathOrSkip("data");
        foreach (var path in folders.SelectMany(folder => Directory.EnumerateFiles(RealData.PathOrSkip("data/" + folder), "*", SearchOption.AllDirectories)))
        {
            var name = Path.GetRelativePath(data, path);
            if (!path.EndsWith(".zip", StringComparison.Ordinal))
            {
                yield return (name, File.ReadAllBytes(path));
                continue;
            }

            using var zip = ZipFile.OpenRead(path);
            foreach (var entry in zip.Entries.Where(entry => entry.Length > 0))
            {
                using var stream = entry.Open();
                using var copy = new MemoryStream();
                stream.CopyTo(copy);
                yield return ($"{name}!{entry.FullName}", copy.ToArray());
            }
        }
    }
}
