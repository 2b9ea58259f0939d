using System.Buffers.Binary;
using System.Text;

namespace EdgeNode.Dicom.Network.Dimse;

/// <summary>A DIMSE command set (PS3.7 annex E): group 0000, implicit VR little endian.</summary>
internal sealed record CommandSet(ushort Field, ushort MessageId)
{
    public const ushort StoreRequest = 0x0001;
    public const ushort EchoRequest = 0x0030;
    public const ushort EventReportRequest = 0x0100;
    public const ushort ActionRequest = 0x0130;
    public const ushort CancelRequest = 0x0FFF;
    public const ushort ResponseBit = 0x8000;

    private const ushort NoDataSet = 0x0101;

    public string SopClassUid { get; init; } = "";

    public string SopInstanceUid { get; init; } = "";

    /// <summary>Event Type ID of N-EVENT-REPORT or Action Type ID of N-ACTION; 0 where there is none.</summary>
    public ushort Type { get; init; }

    public bool HasDataSet { get; init; }

    /// <summary>Of responses.</summary>
    public DimseStatus Status { get; init; }

    public bool IsResponse => (Field & ResponseBit) != 0;

    /// <summary>The response to this request, without a data set.</summary>
    public CommandSet Answer(DimseStatus status) => this with { Field = (ushort)(Field | ResponseBit), HasDataSet = false, Status = status };

    /// <summary>Null: the bytes are not a command set.</summary>
    public static CommandSet? Decode(ReadOnlySpan<byte> bytes)
    {
        ushort? field = null;
        ushort messageId = 0, dataSetType = NoDataSet, status = 0, type = 0;
        string sopClass = "", sopInstance = "";
        while (bytes.Length >= 8)
        {
            var tag = (BinaryPrimitives.ReadUInt16LittleEndian(bytes), BinaryPrimitives.ReadUInt16LittleEndian(bytes[2..]));
            var length = BinaryPrimitives.ReadUInt32LittleEndian(bytes[4..]);
            if (length > (uint)(bytes.Length - 8)) return null;
            var value = bytes.Slice(8, (int)length);
            bytes = bytes[(8 + (int)length)..];
            ushort Number(ReadOnlySpan<byte> v) => v.Length >= 2 ? BinaryPrimitives.ReadUInt16LittleEndian(v) : (ushort)0;
            switch (tag)
            {
                case (0, 0x0002) or (0, 0x0003): sopClass = Uid(value); break;
                case (0, 0x0100): field = Number(value); break;
                case (0, 0x0110) or (0, 0x0120): messageId = Number(value); break;
                case (0, 0x0800): dataSetType = Number(value); break;
                case (0, 0x0900): status = Number(value); break;
                case (0, 0x1000) or (0, 0x1001): sopInstance = Uid(value); break;
                case (0, 0x1002) or (0, 0x1008): type = Number(value); break;
            }
        }

        if (field is not { } known || !bytes.IsEmpty) return null;
        return new(known, messageId) { SopClassUid = sopClass, SopInstanceUid = sopInstance, Type = type, HasDataSet = dataSetType != NoDataSet, Status = new(status) };
    }

    public byte[] Encode()
    {
        var elements = new MemoryStream();
        if (SopClassUid.Length > 0) Write(elements, 0x0002, UidBytes(SopClassUid));
        Write(elements, 0x0100, Bytes(Field));
        Write(elements, IsResponse ? (ushort)0x0120 : (ushort)0x0110, Bytes(MessageId));
        if (Field == StoreRequest) Write(elements, 0x0700, Bytes(0));
        Write(elements, 0x0800, Bytes(HasDataSet ? (ushort)1 : NoDataSet));
        if (IsResponse) Write(elements, 0x0900, Bytes(Status.Code));
        if (SopInstanceUid.Length > 0) Write(elements, 0x1000, UidBytes(SopInstanceUid));
        if (Type > 0) Write(elements, (Field & ~ResponseBit) == ActionRequest ? (ushort)0x1008 : (ushort)0x1002, Bytes(Type));

        var command = new MemoryStream();
        var groupLength = new byte[4];
        BinaryPrimitives.WriteUInt32LittleEndian(groupLength, (uint)elements.Length);
        Write(command, 0x0000, groupLength);
        elements.WriteTo(command);
        return command.ToArray();
    }

    private static void Write(MemoryStream target, ushort element, byte[] value)
    {
        Span<byte> header = stackalloc byte[8];
        header.Clear();
        BinaryPrimitives.WriteUInt16LittleEndian(header[2..], element);
        BinaryPrimitives.WriteInt32LittleEndian(header[4..], value.Length);
        target.Write(header);
        target.Write(value);
    }

    private static byte[] Bytes(ushort value) => [(byte)value, (byte)(value >> 8)];

    private static byte[] UidBytes(string uid) => Encoding.ASCII.GetBytes(uid.Length % 2 == 0 ? uid : uid + "\0");

    private static string Uid(ReadOnlySpan<byte> value) => Encoding.ASCII.GetString(value.TrimEnd("\0 "u8));
}
