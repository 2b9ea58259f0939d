namespace EdgeNode.Dicom.DataSets;

/// <summary>
/// The character set of data sets that state none although they hold bytes over 127, which is common. A site's setting for the whole process, made once
/// before files are read; ISO_IR 100 until then.
/// </summary>
public static class TextFallback
{
    /// <summary>True for a defined term of PS3.3 C.12.1.1.2, e.g. ISO_IR 100, ISO 2022 IR 149, GB18030.</summary>
    public static bool IsTerm(string term) => CharacterSet.Find(term) is not null;

    /// <summary>Sets the fallback.</summary>
    /// <exception cref="ArgumentException">There is no such term.</exception>
    public static void Set(string term) =>
        CharacterSet.Fallback = CharacterSet.Find(term) ?? throw new ArgumentException($"'{term}' is no defined term of Specific Character Set.", nameof(term));
}
