using System.Buffers.Binary;

namespace EdgeNode.Dicom.Network.UpperLayer;

/// <summary>Bodies of association PDUs, from bytes (PS3.8 section 9.3). Null: the bytes contradict themselves.</summary>
internal static class AssociateDecoder
{
    // Protocol version, reserved, two AE titles, 32 reserved bytes.
    private const int FixedBytes = 68;

    // Odd ids of one byte (PS3.8 section 9.3.2.2), and at most one role for each.
    private const int MaxContexts = 128;

    // Twice what the standard has. Limits are what keeps memory, and the answer, in proportion to the request.
    private const int MaxTransferSyntaxes = 128;

    public static AssociateRequest? Request(ReadOnlySpan<byte> body)
    {
        if (body.Length < FixedBytes) return null;
        var contexts = new List<PresentationContext>();
        UserInformation? user = null;
        var applicationContext = "";
        var items = new ItemReader(body[FixedBytes..]);
        while (items.Next(out var type, out var content))
        {
            switch (type)
            {
                case ItemType.ApplicationContext:
                    applicationContext = ItemReader.Uid(content);
                    break;
                case ItemType.ProposedContext when ProposedContext(content) is { } context && contexts.Count < MaxContexts:
                    contexts.Add(context);
                    break;
                case ItemType.ProposedContext:
                    return null;
                // There is one (PS3.8 section 9.3.2, 9.3.3); should there be more, the first counts.
                case ItemType.UserInformation when user is null:
                    if (User(content) is not { } information) return null;
                    user = information;
                    break;
            }
        }

        if (items.IsBroken) return null;
        return new(ItemReader.AeTitle(body.Slice(4, 16)), ItemReader.AeTitle(body.Slice(20, 16)), contexts, user ?? new(0))
        {
            ProtocolVersion = BinaryPrimitives.ReadUInt16BigEndian(body),
            ApplicationContext = applicationContext,
        };
    }

    public static AssociateAccept? Accept(ReadOnlySpan<byte> body)
    {
        if (body.Length < FixedBytes) return null;
        var contexts = new List<ContextResult>();
        UserInformation? user = null;
        var items = new ItemReader(body[FixedBytes..]);
        while (items.Next(out var type, out var content))
        {
            if (type == ItemType.AnsweredContext)
            {
                if (content.Length < 4 || contexts.Count == MaxContexts) return null;
                var inner = new ItemReader(content[4..]);
                contexts.Add(new(content[0], content[2], inner.Next(out _, out var syntax) ? ItemReader.Uid(syntax) : ""));
            }
            else if (type == ItemType.UserInformation && user is null)
            {
                if (User(content) is not { } information) return null;
                user = information;
            }
        }

        return items.IsBroken ? null : new(ItemReader.AeTitle(body.Slice(4, 16)), ItemReader.AeTitle(body.Slice(20, 16)), contexts, user ?? new(0));
    }

    private static PresentationContext? ProposedContext(ReadOnlySpan<byte> content)
    {
        if (content.Length < 4 || (content[0] & 1) == 0) return null;
        var abstractSyntax = "";
        var transferSyntaxes = new List<string>();
        var items = new ItemReader(content[4..]);
        while (items.Next(out var type, out var value))
        {
            if (type == ItemType.AbstractSyntax) abstractSyntax = ItemReader.Uid(value);
            else if (type == ItemType.TransferSyntax && transferSyntaxes.Count < MaxTransferSyntaxes) transferSyntaxes.Add(ItemReader.Uid(value));
        }

        return items.IsBroken || abstractSyntax.Length == 0 ? null : new(content[0], abstractSyntax, transferSyntaxes);
    }

    private static UserInformation? User(ReadOnlySpan<byte> content)
    {
        var (maxPduBytes, hasAsyncWindow, wantsIdentityResponse) = (0u, false, false);
        var roles = new List<RoleSelection>();
        var items = new ItemReader(content);
        while (items.Next(out var type, out var value))
        {
            switch (type)
            {
                case ItemType.MaximumLength when value.Length >= 4:
                    maxPduBytes = BinaryPrimitives.ReadUInt32BigEndian(value);
                    break;
                case ItemType.AsyncWindow:
                    hasAsyncWindow = true;
                    break;
                case ItemType.UserIdentity when value.Length >= 2:
                    wantsIdentityResponse = value[1] == 1;
                    break;
                case ItemType.RoleSelection when roles.Count < MaxContexts && Role(value) is { } role:
                    roles.Add(role);
                    break;
            }
        }

        return items.IsBroken ? null : new(maxPduBytes) { HasAsyncWindow = hasAsyncWindow, WantsIdentityResponse = wantsIdentityResponse, Roles = roles };
    }

    private static RoleSelection? Role(ReadOnlySpan<byte> value)
    {
        if (value.Length < 4) return null;
        var length = BinaryPrimitives.ReadUInt16BigEndian(value);
        return value.Length < length + 4 ? null : new(ItemReader.Uid(value.Slice(2, length)), value[2 + length], value[3 + length]);
    }
}
