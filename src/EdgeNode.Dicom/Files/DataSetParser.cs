using EdgeNode.Dicom.DataSets;

namespace EdgeNode.Dicom.Files;

/// <summary>
/// Turns bytes into a data set (PS3.5 section 7). Iterative: depth of input never becomes depth of stack. Every length is checked against what
/// remains before it is used. Values stay windows on the bytes; only big endian values are copied, into little endian.
/// </summary>
internal sealed class DataSetParser(ReadOnlyMemory<byte> bytes, TransferSyntax syntax, bool stopBeforePixelData, StructureBudget budget)
{
    /// <summary>Deepest nesting read; real objects stay under ten.</summary>
    public const int MaxDepth = 64;

    private readonly Stack<Frame> _frames = new();
    private readonly Pending<DicomElement> _elements = new();
    private readonly Pending<DicomDataset> _items = new();
    private readonly Pending<ReadOnlyMemory<byte>> _fragments = new();
    private int _position;
    private int? _zeroTail;
    private bool _hasReadPixelData;

    /// <summary>Value position and length of the top-level pixel data once met; length -1 when encapsulated.</summary>
    public PixelDataLocation? PixelData { get; private set; }

    public bool StoppedBeforePixelData { get; private set; }

    /// <summary>What follows the pixel data is no data set and was left out.</summary>
    public bool HasUnreadableTail { get; private set; }

    /// <summary>Where parsing ended.</summary>
    public int Position => _position;

    /// <summary>Parses from <paramref name="start"/> to the end; <paramref name="whileGroup"/> limits to one group (file meta information).</summary>
    public ParseOutcome Parse(DicomDataset root, int start, ushort? whileGroup = null)
    {
        _position = start;
        _frames.Push(new(root, 0, null, bytes.Length, false, syntax.IsExplicitVr));
        while (_frames.TryPeek(out var frame))
        {
            if (whileGroup is { } group && _frames.Count == 1 && !NextGroupIs(group)) break;
            var outcome = frame.Sequence is null ? NextElement(frame) : NextItem(frame);
            if (outcome.Reason is null) continue;
            if (!_hasReadPixelData) return outcome;
            // Behind the pixel data stands nothing that is needed, and now and then rubbish: what was read until there is the data set.
            DropTail();
            break;
        }

        return Fill(root, 0);
    }

    private void DropTail()
    {
        HasUnreadableTail = true;
        _frames.Clear();
        var last = 0;
        while (_elements[last].Tag != Tags.PixelData) last++;
        _elements.CutTo(last + 1);
    }

    /// <summary>A data set has ended: what was read since <paramref name="start"/> is in it.</summary>
    private ParseOutcome Fill(DicomDataset dataSet, int start)
    {
        var elements = _elements.TakeFrom(start);
        if (ElementOrder.IsAscending(elements)) dataSet.Fill(elements);
        else if (!budget.Take((long)StructureBudget.Order * elements.Length)) return TooMany();
        else dataSet.Fill(ElementOrder.Sort(elements));
        return ParseOutcome.Done;
    }

    private bool NextGroupIs(ushort group) =>
        ElementHeader.TryRead(bytes.Span[_position..], true, false, out var header) && header.Tag.Group == group;

    private ParseOutcome NextElement(Frame frame)
    {
        var isRoot = _frames.Count == 1;
        if (_position == frame.End) return End(frame);
        var rest = bytes.Span[_position..frame.End];
        if (!ElementHeader.TryRead(rest, frame.IsExplicit, syntax.IsBigEndian, out var header))
        {
            return isRoot && IsZeroFromHere() ? End(frame) : Fail(ReadReasons.Truncated, "The data ends inside an element header");
        }

        if (header.Tag == DicomTag.ItemDelimitation && frame.IsUndefined)
        {
            _position += header.Size;
            return Close(frame);
        }

        if (header.Tag.Group is 0xFFFE) return Fail(ReadReasons.Malformed, "A delimiter stands where an element should", header.Tag);
        if (isRoot && header.Tag.Value == 0 && IsZeroFromHere())
        {
            _position = frame.End;
            return ParseOutcome.Done;
        }

        if (!budget.Take(StructureBudget.Element)) return TooMany();
        if (isRoot && header.Tag == Tags.PixelData)
        {
            PixelData = new(_position + header.Size, header.IsUndefined ? -1 : header.Length);
            if (stopBeforePixelData)
            {
                StoppedBeforePixelData = true;
                _frames.Clear();
                return ParseOutcome.Done;
            }
        }

        var outcome = Element(frame, header);
        // Pixel data that claims to be a sequence has only begun.
        _hasReadPixelData |= isRoot && header.Tag == Tags.PixelData && outcome.Reason is null && _frames.Count == 1;
        return outcome;
    }

    private ParseOutcome Element(Frame frame, ElementHeader header)
    {
        var start = _position;
        _position += header.Size;
        if (header.IsUndefined)
        {
            if (header.Tag == Tags.PixelData && header.Vr is Vr.OB or Vr.OW) return Encapsulated(frame, header);
            if (header.Vr is not (Vr.SQ or Vr.UN)) return Fail(ReadReasons.Malformed, $"A {header.Vr} element has undefined length", header.Tag, start);
            // An UN sequence of undefined length is encoded in implicit VR (PS3.5 section 6.2.2).
            return OpenSequence(frame, header, frame.End, frame.IsExplicit && header.Vr == Vr.SQ);
        }

        if (header.Length > (uint)(frame.End - _position))
        {
            var isFileEnd = frame.End == bytes.Length;
            return Fail(isFileEnd ? ReadReasons.Truncated : ReadReasons.Malformed, $"An element of {header.Length} bytes is longer than what remains", header.Tag, start);
        }

        var length = (int)header.Length;
        if (header.Vr == Vr.SQ) return OpenSequence(frame, header, _position + length, frame.IsExplicit);
        if (header.Vr == Vr.UN && IsImplicitSequence(header.Tag, length)) return OpenSequence(frame, header, _position + length, isExplicit: false);
        // A private-aware or old writer may have put a known attribute as UN; its value is then in the registry's representation.
        var vr = header.Vr == Vr.UN && TagRegistry.VrOf(header.Tag) is not Vr.SQ and var known ? known : header.Vr;
        var value = bytes.Slice(_position, length);
        var swap = syntax.IsBigEndian ? VrRules.SwapSize(vr) : 1;
        if (swap > 1 && !budget.Take(StructureBudget.Copy + length)) return TooMany();
        _elements.Push(new(header.Tag, vr, swap > 1 ? ByteOrder.Swapped(value.Span, swap) : value));
        _position += length;
        return ParseOutcome.Done;
    }

    /// <summary>A sequence that somebody who did not know it has written as UN, whose value then is in implicit VR (PS3.5 section 6.2.2).</summary>
    private bool IsImplicitSequence(DicomTag tag, int length) =>
        TagRegistry.VrOf(tag) == Vr.SQ
        && (length == 0 || (ElementHeader.TryRead(bytes.Span.Slice(_position, length), false, syntax.IsBigEndian, out var first) && first.Tag == DicomTag.Item));

    private ParseOutcome OpenSequence(Frame frame, ElementHeader header, int end, bool isExplicit)
    {
        if (_frames.Count >= 2 * MaxDepth) return Fail(ReadReasons.NestedTooDeep, $"Sequences are nested more than {MaxDepth} deep", header.Tag);
        if (!budget.Take(StructureBudget.Sequence)) return TooMany();
        _frames.Push(new(frame.DataSet, _items.Count, new(header.Tag, _elements.Count), end, header.IsUndefined, isExplicit));
        // Its place; the element comes when its items have been read.
        _elements.Push(null!);
        return ParseOutcome.Done;
    }

    private ParseOutcome NextItem(Frame frame)
    {
        if (_position == frame.End) return End(frame);
        if (!ElementHeader.TryRead(bytes.Span[_position..frame.End], false, syntax.IsBigEndian, out var header))
        {
            return Fail(ReadReasons.Truncated, "The data ends inside an item header");
        }

        _position += header.Size;
        if (header.Tag == DicomTag.SequenceDelimitation && frame.IsUndefined) return Close(frame);
        if (header.Tag != DicomTag.Item) return Fail(ReadReasons.Malformed, "A sequence holds something that is not an item", header.Tag);
        if (!header.IsUndefined && header.Length > (uint)(frame.End - _position))
        {
            return Fail(frame.End == bytes.Length ? ReadReasons.Truncated : ReadReasons.Malformed, $"An item of {header.Length} bytes is longer than what remains", header.Tag);
        }

        if (!budget.Take(StructureBudget.Item)) return TooMany();
        var item = new DicomDataset(frame.DataSet);
        _items.Push(item);
        _frames.Push(new(item, _elements.Count, null, header.IsUndefined ? frame.End : _position + (int)header.Length, header.IsUndefined, frame.IsExplicit));
        return ParseOutcome.Done;
    }

    private ParseOutcome Encapsulated(Frame frame, ElementHeader element)
    {
        while (true)
        {
            if (!ElementHeader.TryRead(bytes.Span[_position..frame.End], false, syntax.IsBigEndian, out var header))
            {
                return Fail(ReadReasons.Truncated, "The data ends before the last fragment of pixel data", element.Tag);
            }

            _position += header.Size;
            if (header.Tag == DicomTag.SequenceDelimitation) break;
            if (header.Tag != DicomTag.Item || header.IsUndefined) return Fail(ReadReasons.Malformed, "Encapsulated pixel data holds something that is not a fragment", header.Tag);
            if (header.Length > (uint)(frame.End - _position)) return Fail(ReadReasons.Truncated, "A fragment of pixel data is longer than what remains", element.Tag);
            if (!budget.Take(StructureBudget.Fragment)) return TooMany();
            _fragments.Push(bytes.Slice(_position, (int)header.Length));
            _position += (int)header.Length;
        }

        _elements.Push(new(element.Tag, element.Vr, _fragments.TakeFrom(0)));
        return ParseOutcome.Done;
    }

    private ParseOutcome End(Frame frame)
    {
        // The outermost data set ends with the data; what has no length of its own needs its delimiter.
        return frame.IsUndefined ? Fail(ReadReasons.Truncated, "A sequence or item does not end") : Close(frame);
    }

    private ParseOutcome Close(Frame frame)
    {
        _frames.Pop();
        if (frame.Sequence is not { } sequence) return _frames.Count == 0 ? ParseOutcome.Done : Fill(frame.DataSet, frame.Start);
        _elements[sequence.Place] = new(sequence.Tag, _items.TakeFrom(frame.Start));
        return ParseOutcome.Done;
    }

    private bool IsZeroFromHere() => _position >= (_zeroTail ??= bytes.Span.LastIndexOfAnyExcept((byte)0) + 1);

    private ParseOutcome TooMany() => Fail(ReadReasons.TooManyElements, "There are more elements than the size of the data set justifies");

    private ParseOutcome Fail(string reason, string what, DicomTag? tag = null, int? at = null) => ParseOutcome.Failed(reason, what, at ?? _position, tag);

    /// <summary>A data set being read, or a sequence of it; Start is where its elements, or items, begin among the pending ones.</summary>
    private readonly record struct Frame(DicomDataset DataSet, int Start, SequencePlace? Sequence, int End, bool IsUndefined, bool IsExplicit);

    private readonly record struct SequencePlace(DicomTag Tag, int Place);
}
