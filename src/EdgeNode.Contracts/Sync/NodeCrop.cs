namespace EdgeNode.Contracts.Sync;

/// <summary>
/// A piece of CT around one node, <c>edge.crop/1</c>: what its files hold and where they lie. The files went up by HTTPS before
/// (<c>PUT /blobs/{sha256}</c>) and are durable at the centre when this is sent. Each is a gzipped NIfTI-1 file on the same grid, without
/// origin and with axes turned to the nearest patient axis: nothing in it says where in the patient or scanner it lay.
/// </summary>
public sealed record NodeCrop
{
    public const string SchemaId = "edge.crop/1";

    public string Schema { get; init; } = SchemaId;

    /// <summary>Message id; the centre stores each id once.</summary>
    public required Guid Id { get; init; }

    public required string CaseKey { get; init; }

    public required int Revision { get; init; }

    /// <summary>Number of the node in the middle, or of a missed node (from 1001).</summary>
    public required int Node { get; init; }

    /// <summary>Grows when the crop is made anew, because somebody marked a missed node in the case: the highest counts.</summary>
    public required int Version { get; init; }

    /// <summary>Codes of why it was chosen.</summary>
    public required IReadOnlyList<string> Why { get; init; }

    /// <summary>int16 Hounsfield units; -1024 outside the body and near its skin.</summary>
    public required BlobReference Image { get; init; }

    /// <summary>uint8, what the network said: 0 background, 1 negative, 2 positive, 3 ENE.</summary>
    public required BlobReference Labels { get; init; }

    /// <summary>int16, the number of the node that a voxel belongs to, 0 for none; a missed node is an ellipsoid.</summary>
    public required BlobReference Numbers { get; init; }

    /// <summary>Voxels x,y,z.</summary>
    public required IReadOnlyList<int> Size { get; init; }

    /// <summary>mm x,y,z.</summary>
    public required IReadOnlyList<double> SpacingMm { get; init; }

    /// <summary>Numbers of all nodes with a voxel in the crop, ascending.</summary>
    public required IReadOnlyList<int> Nodes { get; init; }

    /// <summary>The node itself lies near the skin: a person at the site released the crop.</summary>
    public required bool NearSkin { get; init; }
}

/// <summary>A file at the centre, by its content.</summary>
/// <param name="Sha256">64 hexadecimal digits, small: its name.</param>
/// <param name="Bytes">Its length.</param>
public sealed record BlobReference(string Sha256, long Bytes);
