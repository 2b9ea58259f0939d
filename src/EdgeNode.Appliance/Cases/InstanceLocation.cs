using EdgeNode.Appliance.Storage;
using Microsoft.Data.Sqlite;

namespace EdgeNode.Appliance.Cases;

/// <summary>Where an instance lies in the spool.</summary>
/// <param name="File">Path below the spool folder; a name of ours, never made of received text.</param>
/// <param name="Offset">First byte of its Part 10 image in the file.</param>
/// <param name="Bytes">Length of the image: preamble, file meta information and data set.</param>
public readonly record struct InstanceLocation(string File, long Offset, long Bytes)
{
    internal static InstanceLocation Read(SqliteDataReader row) => new(row.Text("file")!, (long)row["file_offset"], (long)row["bytes"]);
}
