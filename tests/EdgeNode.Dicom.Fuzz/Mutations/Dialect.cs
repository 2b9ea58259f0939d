namespace EdgeNode.Dicom.Fuzz.Mutations;

/// <summary>What lengths and structure look like in an input.</summary>
internal enum Dialect
{
    /// <summary>Data elements (PS3.5 section 7), mostly little endian.</summary>
    Elements,

    /// <summary>Compressed streams: lengths and markers of many kinds, big endian.</summary>
    Streams,

    /// <summary>Protocol data units and their items (PS3.8 section 9.3), big endian, with command sets inside.</summary>
    Pdus,
}
