using System.Globalization;
using System.Numerics;
using System.Security.Cryptography;
using System.Text;
using EdgeNode.Appliance.Cases;
using EdgeNode.Dicom.DataSets;
using EdgeNode.Dicom.Files;
using EdgeNode.Dicom.Network;

namespace EdgeNode.Appliance.Intake;

/// <summary>What the index needs of a received header. Lenient: only what cannot be a data set at all is refused.</summary>
internal static class InstanceIndex
{
    public static ReceivedInstance From(DicomFile file, StoreRequest request, AssociationInfo association, InstanceLocation location, UInt128 checksum)
    {
        var data = file.DataSet;
        return new(
            request.SopInstanceUid,
            request.SopClassUid,
            request.TransferSyntaxUid,
            data.GetString(Tags.StudyInstanceUID) is { } study && DicomUid.IsValid(study) ? study : StandIn(association),
            data.GetString(Tags.SeriesInstanceUID) ?? "",
            data.GetString(Tags.PatientName) ?? "",
            data.GetString(Tags.PatientID) ?? "",
            StudyTime(data),
            location,
            checksum.ToString("x32", CultureInfo.InvariantCulture));
    }

    /// <summary>Images without a Study Instance UID still become a case: one for each association that brought them.</summary>
    private static string StandIn(AssociationInfo association)
    {
        var seed = string.Create(CultureInfo.InvariantCulture, $"{association.CallingAe}/{association.RemoteAddress}/{association.Id}");
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(seed)).AsSpan(0, 16);
        return "2.25." + new BigInteger(hash, isUnsigned: true).ToString(CultureInfo.InvariantCulture);
    }

    private static string? StudyTime(DicomDataset data)
    {
        var date = data.GetString(Tags.StudyDate);
        var time = (data.GetString(Tags.StudyTime) ?? "")[..Math.Min(6, (data.GetString(Tags.StudyTime) ?? "").Length)];
        if (DateTime.TryParseExact(date + time, "yyyyMMddHHmmss", CultureInfo.InvariantCulture, DateTimeStyles.None, out var full))
        {
            return full.ToString("s", CultureInfo.InvariantCulture);
        }

        return DateTime.TryParseExact(date, "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)
            : null;
    }
}
