using System.Security.Cryptography;
using EdgeNode.Dicom.Files;

namespace EdgeNode.Dicom.Tests.Peers;

/// <summary>Compares what was sent with what was kept: the bytes after the file meta information.</summary>
internal static class KeptDataSet
{
    public static string Hash(string path) =>
        Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(path).AsSpan((int)DicomReader.ReadFile(path, ReadScope.Header).File!.DataSetOffset)));
}
