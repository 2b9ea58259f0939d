using EdgeNode.Dicom.DataSets;
using EdgeNode.Dicom.Files;
using EdgeNode.Dicom.Tests.Peers;

namespace EdgeNode.Dicom.Tests.Files;

/// <summary>What other people's tools say about files written here.</summary>
public sealed class StandardToolsTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Written_files_satisfy_dciodvfy_and_dcmdump(bool undefinedLengths)
    {
        var path = Path.Combine(Directory.CreateTempSubdirectory().FullName, "slice.dcm");
        var slice = TestFiles.CtSlice().Set(Tags.ReferencedStudySequence, new DicomDataset()
            .Set(Tags.ReferencedSOPClassUID, "1.2.840.10008.3.1.2.3.1")
            .Set(Tags.ReferencedSOPInstanceUID, "2.25.5"));
        DicomWriter.WriteFile(path, slice, new WriteOptions { UndefinedSequenceLengths = undefinedLengths, SourceAeTitle = "EDGENODE" });

        var verify = await Tool.RunAsync("dciodvfy", path);
        Assert.DoesNotContain("Error", verify.Output, StringComparison.Ordinal);
        var dump = await Tool.RunAsync("dcmdump", path);
        Assert.Equal(0, dump.ExitCode);
        Assert.DoesNotContain("W:", dump.Output, StringComparison.Ordinal);
        Assert.Contains("[EDGENODE_0_1]", dump.Output, StringComparison.Ordinal);
    }
}
