using EdgeNode.Dicom.DataSets;
using EdgeNode.Dicom.Files;

namespace EdgeNode.Dicom.Network.Commitment;

/// <summary>Data sets of storage commitment (PS3.4 tables J.3-1 and J.3-2), from and to bytes.</summary>
internal static class CommitmentDataSet
{
    /// <summary>Null: not the argument of a commitment request.</summary>
    public static CommitmentRequest? Request(ReadOnlySpan<byte> bytes, string transferSyntax)
    {
        byte[] file = [.. FileMeta.Preamble(SopClasses.StorageCommitmentPushModel, SopClasses.StorageCommitmentPushModelInstance, transferSyntax, ""), .. bytes];
        if (DicomReader.Read(file).File is not { } read) return null;
        var transaction = read.DataSet.GetString(Tags.TransactionUID) ?? "";
        var instances = read.DataSet.GetSequence(Tags.ReferencedSOPSequence)
            .Select(item => new SopReference(item.GetString(Tags.ReferencedSOPClassUID) ?? "", item.GetString(Tags.ReferencedSOPInstanceUID) ?? ""))
            .Distinct().ToList();
        var isSound = DicomUid.IsValid(transaction) && instances.Count > 0 && instances.All(instance => DicomUid.IsValid(instance.SopClassUid) && DicomUid.IsValid(instance.SopInstanceUid));
        return isSound ? new(transaction, instances) : null;
    }

    public static byte[] Report(CommitmentReport report, string transferSyntax)
    {
        var dataSet = new DicomDataset().Set(Tags.TransactionUID, report.TransactionUid);
        if (report.Failed.Count > 0) dataSet.Set(Tags.FailedSOPSequence, [.. report.Failed.Select(failed => Item(failed.Instance).Set(Tags.FailureReason, (ushort)failed.Reason))]);
        if (report.Committed.Count > 0) dataSet.Set(Tags.ReferencedSOPSequence, [.. report.Committed.Select(Item)]);
        var bytes = new MemoryStream();
        new DataSetEncoder(transferSyntax != TransferSyntax.ImplicitVrLittleEndian.Uid, undefinedLengths: false).Write(bytes, dataSet);
        return bytes.ToArray();
    }

    private static DicomDataset Item(SopReference instance) =>
        new DicomDataset().Set(Tags.ReferencedSOPClassUID, instance.SopClassUid).Set(Tags.ReferencedSOPInstanceUID, instance.SopInstanceUid);
}
