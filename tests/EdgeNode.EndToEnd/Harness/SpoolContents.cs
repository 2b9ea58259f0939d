using EdgeNode.Appliance.Cases;
using EdgeNode.Appliance.Intake;
using EdgeNode.Dicom.Files;
using Microsoft.Data.Sqlite;

namespace EdgeNode.EndToEnd.Harness;

/// <summary>What a box holds, read from its data folder while it runs.</summary>
internal static class SpoolContents
{
    /// <summary>Where each instance lies, by SOP Instance UID.</summary>
    public static IReadOnlyDictionary<string, FileRegion> Of(string data)
    {
        var spool = new Spool(data);
        var regions = new Dictionary<string, FileRegion>();
        using var connection = new SqliteConnection($"Data Source={Path.Combine(data, "edgenode.db")};Mode=ReadOnly");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT sop_instance_uid, file, file_offset, bytes FROM instances";
        using var rows = command.ExecuteReader();
        while (rows.Read())
        {
            regions.Add(rows.GetString(0), spool.Region(new InstanceLocation(rows.GetString(1), rows.GetInt64(2), rows.GetInt64(3))));
        }

        return regions;
    }

    /// <summary>The data set bytes as they lie in the spool.</summary>
    public static byte[] DataSet(FileRegion region)
    {
        using var file = new FileStream(region.Path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite) { Position = region.Offset };
        var bytes = new byte[region.Length];
        file.ReadExactly(bytes);
        return bytes[(int)DicomReader.ReadHeader(bytes, bytes.Length).File!.DataSetOffset..];
    }
}
