using System.Globalization;
using EdgeNode.Dicom.DataSets;

namespace EdgeNode.Dicom.Files;

/// <summary>What ended parsing: nothing (<see cref="Reason"/> null) or a failure at a byte and tag.</summary>
internal readonly record struct ParseOutcome(string? Reason, string? Detail)
{
    public static ParseOutcome Done => default;

    public static ParseOutcome Failed(string reason, string what, long offset, DicomTag? tag) =>
        new(reason, string.Create(CultureInfo.InvariantCulture, $"{what} at byte {offset}{(tag is { } t ? " in " + t : "")}."));
}
