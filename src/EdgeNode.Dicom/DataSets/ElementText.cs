using System.Globalization;
using System.Text;

namespace EdgeNode.Dicom.DataSets;

/// <summary>Values of an element as text (PS3.5 section 6.2, 6.4).</summary>
internal static class ElementText
{
    public static string[] Values(DicomElement element, CharacterSet characterSet)
    {
        var bytes = element.Value.Span;
        if (bytes.IsEmpty) return [];
        if (element.Vr == Vr.AT) return AttributeTags(element);
        if (!VrRules.IsText(element.Vr))
        {
            return element.Vr is Vr.UN or Vr.OB
                ? Split(Encoding.Latin1.GetString(bytes))
                : [.. ElementNumbers.Values(element).Select(number => number.ToString("R", CultureInfo.InvariantCulture))];
        }

        var text = VrRules.HasCharacterSet(element.Vr) ? characterSet.Decode(bytes, element.Vr == Vr.PN) : Encoding.Latin1.GetString(bytes);
        if (VrRules.IsSingleText(element.Vr)) return [text.TrimEnd(' ', '\0')];
        var values = Split(text);
        // Delimiters after the last component group that is there carry nothing (PS3.5 section 6.2.1.1).
        return element.Vr == Vr.PN ? [.. values.Select(name => name.TrimEnd('='))] : values;
    }

    private static string[] Split(string text)
    {
        var values = text.Split('\\');
        for (var i = 0; i < values.Length; i++) values[i] = values[i].Trim(' ', '\0');
        return values;
    }

    private static string[] AttributeTags(DicomElement element)
    {
        var numbers = ElementNumbers.Values(element);
        var tags = new string[numbers.Length / 2];
        for (var i = 0; i < tags.Length; i++) tags[i] = new DicomTag((ushort)numbers[2 * i], (ushort)numbers[(2 * i) + 1]).ToString();
        return tags;
    }
}
