using System.Buffers.Binary;

namespace EdgeNode.Inference.Networks.Direct;

/// <summary>
/// The fields of one protobuf message in the order they stand (protobuf encoding: a tag of field number and wire type, then the value).
/// Reading past the end throws, as does a wire type that ONNX does not use.
/// </summary>
internal ref struct ProtobufFields(ReadOnlySpan<byte> message)
{
    private ReadOnlySpan<byte> _rest = message;

    /// <summary>Number of the field that was read.</summary>
    public int Field { get; private set; }

    /// <summary>Value of an integer field.</summary>
    public long Integer { get; private set; }

    /// <summary>Value of a float field.</summary>
    public float Float { get; private set; }

    /// <summary>Content of a field with a length: text, bytes, a message, or packed numbers.</summary>
    public ReadOnlySpan<byte> Bytes { get; private set; }

    public bool IsPacked { get; private set; }

    /// <exception cref="InvalidDataException">Not a protobuf message that ONNX would write.</exception>
    public bool Next()
    {
        if (_rest.IsEmpty)
        {
            return false;
        }

        var tag = Varint();
        Field = (int)(tag >> 3);
        Bytes = default;
        IsPacked = false;
        switch (tag & 7)
        {
            case 0:
                Integer = Varint();
                break;
            case 1:
                Take(8);
                break;
            case 2:
                Bytes = Take(Varint());
                IsPacked = true;
                break;
            case 5:
                Float = BinaryPrimitives.ReadSingleLittleEndian(Take(4));
                break;
            default:
                throw new InvalidDataException("Not an ONNX file.");
        }

        return true;
    }

    /// <summary>The integers of a repeated field, packed or one at a time.</summary>
    public readonly void AddIntegers(List<long> to)
    {
        if (!IsPacked)
        {
            to.Add(Integer);
            return;
        }

        var packed = new ProtobufFields(Bytes);
        while (!packed._rest.IsEmpty)
        {
            to.Add(packed.Varint());
        }
    }

    private long Varint()
    {
        long value = 0;
        for (var shift = 0; shift < 64; shift += 7)
        {
            var part = Take(1)[0];
            value |= (long)(part & 0x7F) << shift;
            if (part < 0x80)
            {
                return value;
            }
        }

        throw new InvalidDataException("Not an ONNX file.");
    }

    private ReadOnlySpan<byte> Take(long count)
    {
        if (count < 0 || count > _rest.Length)
        {
            throw new InvalidDataException("The ONNX file ends early.");
        }

        var taken = _rest[..(int)count];
        _rest = _rest[(int)count..];
        return taken;
    }
}
