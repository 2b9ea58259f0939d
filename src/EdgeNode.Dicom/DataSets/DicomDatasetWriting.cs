using System.Buffers.Binary;
using System.Globalization;

namespace EdgeNode.Dicom.DataSets;

/// <summary>
/// Setting values. The representation comes from <see cref="TagRegistry"/>. Text is encoded in the character set the data set states at that
/// moment, so set Specific Character Set first; a data set that states none writes UTF-8, which for other than ASCII text must be stated as
/// ISO_IR 192 in the outermost data set.
/// </summary>
public sealed partial class DicomDataset
{
    /// <summary>Text values (also DS and IS as text).</summary>
    /// <exception cref="ArgumentException">The tag is not a text attribute of the registry.</exception>
    public DicomDataset Set(DicomTag tag, params ReadOnlySpan<string> values)
    {
        var vr = TagRegistry.VrOf(tag);
        if (!VrRules.IsText(vr)) throw new ArgumentException($"{tag} is {vr}, not text.", nameof(tag));
        var encoding = _characterSet is null && !Contains(Tags.SpecificCharacterSet) ? CharacterSet.Utf8 : CharacterSet;
        Put(new(tag, vr, encoding.Encode(string.Join('\\', values))));
        if (tag == Tags.SpecificCharacterSet) _characterSet = null;
        return this;
    }

    /// <summary>Numbers, in the representation of the registry: DS (at most 16 characters), IS or binary.</summary>
    /// <exception cref="ArgumentException">The tag is not a number attribute of the registry.</exception>
    /// <exception cref="OverflowException">The representation cannot hold a value.</exception>
    public DicomDataset Set(DicomTag tag, params ReadOnlySpan<double> values)
    {
        var vr = TagRegistry.VrOf(tag);
        if (vr is Vr.DS or Vr.IS)
        {
            var texts = new string[values.Length];
            for (var i = 0; i < values.Length; i++) texts[i] = vr == Vr.DS ? DecimalString(values[i]) : checked((int)values[i]).ToString(CultureInfo.InvariantCulture);
            return Set(tag, texts);
        }

        return Set(tag, vr, ElementNumbers.Encode(tag, vr, values));
    }

    /// <summary>A value as it is, little endian; odd length is padded when written.</summary>
    public DicomDataset Set(DicomTag tag, Vr vr, ReadOnlyMemory<byte> value)
    {
        Put(new(tag, vr, value));
        if (tag == Tags.SpecificCharacterSet) _characterSet = null;
        return this;
    }

    /// <summary>Encapsulated pixel data (PS3.5 A.4): the Basic Offset Table, which may be empty, then the fragments.</summary>
    public DicomDataset SetFragments(DicomTag tag, IReadOnlyList<ReadOnlyMemory<byte>> tableAndFragments)
    {
        Put(new DicomElement(tag, Vr.OB, tableAndFragments));
        return this;
    }

    /// <summary>A sequence of items.</summary>
    public DicomDataset Set(DicomTag tag, params IReadOnlyList<DicomDataset> items)
    {
        Put(new DicomElement(tag, items));
        return this;
    }

    /// <summary>A signed 16-bit value where the registry says "US or SS" and Pixel Representation is 1 (padding values, pixel ranges).</summary>
    public DicomDataset SetSigned(DicomTag tag, short value)
    {
        var bytes = new byte[2];
        BinaryPrimitives.WriteInt16LittleEndian(bytes, value);
        return Set(tag, Vr.SS, bytes);
    }

    public bool Remove(DicomTag tag)
    {
        var index = IndexOf(tag);
        if (index >= 0) _elements = [.. _elements[..index], .. _elements[(index + 1)..]];
        return index >= 0;
    }

    /// <summary>The shortest decimal text of at most 16 characters (PS3.5 section 6.2) that is nearest to the number.</summary>
    internal static string DecimalString(double value)
    {
        if (!double.IsFinite(value)) throw new OverflowException("DS holds finite numbers only.");
        for (var digits = 17; digits > 0; digits--)
        {
            var text = value.ToString("G" + digits.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
            if (text.Length <= 16) return text;
        }

        throw new OverflowException("Not reachable: one digit with its exponent fits 16 characters.");
    }

    private void Put(DicomElement element)
    {
        var index = IndexOf(element.Tag);
        if (index >= 0) _elements[index] = element;
        else _elements = [.. _elements[..~index], element, .. _elements[~index..]];
    }
}
