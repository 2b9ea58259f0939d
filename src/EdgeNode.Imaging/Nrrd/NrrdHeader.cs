using System.Globalization;
using EdgeNode.Imaging.Geometry;
using EdgeNode.Imaging.Volumes;

namespace EdgeNode.Imaging.Nrrd;

/// <summary>Makes sense of the fields of a NRRD header (teem's NRRD format page).</summary>
internal static class NrrdHeader
{
    private static readonly string[] NotRead = ["data file", "datafile", "line skip", "lineskip", "byte skip", "byteskip"];

    public static VolumeRefusal? Read(Dictionary<string, string> fields, out StoredImage? image, out bool gzip)
    {
        image = null;
        var encoding = Field(fields, "encoding");
        gzip = encoding is "gzip" or "gz";
        if (!gzip && encoding != "raw")
            return new("UNSUPPORTED_VARIANT", $"NRRD encoding '{encoding}' is not read. Save the image as gzip or raw.");
        if (NotRead.FirstOrDefault(fields.ContainsKey) is { } detached)
            return new("UNSUPPORTED_VARIANT", $"NRRD field '{detached}' is not read. Save header and voxels as one .nrrd file.");

        var sizes = Field(fields, "sizes").Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (Field(fields, "dimension") != "3" || sizes.Length != 3)
            return new("NOT_3D", $"The image has {Field(fields, "dimension")} dimensions. Give one 3D volume.");

        var lengths = Array.ConvertAll(sizes, s => int.TryParse(s, NumberStyles.None, CultureInfo.InvariantCulture, out var n) ? n : 0);
        if (StoredImage.RefuseSize(lengths[0], lengths[1], lengths[2]) is { } size)
            return size;
        if (Type(Field(fields, "type")) is not { } type)
            return new("UNSUPPORTED_DATATYPE", $"NRRD type '{Field(fields, "type")}' is not read. Save the image as int16 (CT) or uint8 (labels).");
        if (Signs(Field(fields, "space")) is not { } signs || !fields.ContainsKey("space directions"))
            return new("NO_ORIENTATION", $"NRRD space '{Field(fields, "space")}' does not tell left from right. Save it as left-posterior-superior.");

        var columns = Vectors(Field(fields, "space directions"), signs);
        var origin = Vectors(Field(fields, "space origin"), signs);
        if (columns.Count != 3
            || origin.Count != 1
            || GridAxes.FromColumns(new(lengths[0], lengths[1], lengths[2]), columns[0], columns[1], columns[2], origin[0]) is not { } geometry)
        {
            return new("BAD_GEOMETRY", "Space directions or origin in the NRRD header are not usable. Export the image again.");
        }

        image = new(geometry, type, Field(fields, "endian") == "big", 1, 0);
        return null;
    }

    private static string Field(Dictionary<string, string> fields, string name) =>
        fields.TryGetValue(name, out var value) ? value.ToLowerInvariant() : "";

    private static StoredType? Type(string name) => name switch
    {
        "uchar" or "unsigned char" or "uint8" or "uint8_t" => StoredType.UInt8,
        "signed char" or "int8" or "int8_t" => StoredType.Int8,
        "short" or "short int" or "signed short" or "signed short int" or "int16" or "int16_t" => StoredType.Int16,
        "ushort" or "unsigned short" or "unsigned short int" or "uint16" or "uint16_t" => StoredType.UInt16,
        "int" or "signed int" or "int32" or "int32_t" => StoredType.Int32,
        "float" => StoredType.Float32,
        "double" => StoredType.Float64,
        _ => null,
    };

    /// <summary>What the three coordinates of a space are multiplied by to become LPS.</summary>
    private static Vector3? Signs(string space) => space switch
    {
        "left-posterior-superior" or "lps" => new(1, 1, 1),
        "left-anterior-superior" or "las" => new(1, -1, 1),
        "right-anterior-superior" or "ras" => new(-1, -1, 1),
        _ => null,
    };

    /// <summary>Vectors written as <c>(x,y,z) (x,y,z)</c>; empty where one of them cannot be read.</summary>
    private static List<Vector3> Vectors(string text, Vector3 signs)
    {
        var vectors = new List<Vector3>();
        foreach (var part in text.Split(')', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var numbers = part.TrimStart('(').Split(',');
            var parsed = new double[3];
            for (var i = 0; i < 3; i++)
            {
                if (numbers.Length != 3 || !double.TryParse(numbers[i], NumberStyles.Float, CultureInfo.InvariantCulture, out parsed[i]))
                    return [];
            }

            vectors.Add(new(parsed[0] * signs.X, parsed[1] * signs.Y, parsed[2] * signs.Z));
        }

        return vectors;
    }
}
