namespace EdgeNode.Dicom.Files;

/// <summary>Big endian values into little endian.</summary>
internal static class ByteOrder
{
    /// <summary>A copy with each group of <paramref name="size"/> bytes reversed; an incomplete last group stays as it is.</summary>
    public static byte[] Swapped(ReadOnlySpan<byte> value, int size)
    {
        var copy = value.ToArray();
        for (var i = 0; size > 1 && i + size <= copy.Length; i += size) copy.AsSpan(i, size).Reverse();
        return copy;
    }
}
