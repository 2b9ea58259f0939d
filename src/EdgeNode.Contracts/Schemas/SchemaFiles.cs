namespace EdgeNode.Contracts.Schemas;

/// <summary>
/// JSON Schemas (draft 2020-12) of what is written and sent. Unknown fields are allowed everywhere: a minor version adds fields, and a
/// reader of the same major version must accept them.
/// </summary>
public static class SchemaFiles
{
    /// <summary>Schema of result.json, <c>edgenode.result/1</c>.</summary>
    public static string Result => Read("edgenode.result.1.json");

    /// <summary>Schema of the report that leaves the hospital, <c>edge.result/1</c>.</summary>
    public static string Report => Read("edge.result.1.json");

    private static string Read(string file)
    {
        using var stream = typeof(SchemaFiles).Assembly.GetManifestResourceStream($"EdgeNode.Contracts.Schemas.{file}")
            ?? throw new FileNotFoundException("The schema is not in this build.", file);
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
