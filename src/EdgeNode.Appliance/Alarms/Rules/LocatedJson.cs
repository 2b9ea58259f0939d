using System.Text;
using System.Text.Json;

namespace EdgeNode.Appliance.Alarms.Rules;

/// <summary>Line and column in a text, both from 1; columns count characters as an editor does.</summary>
internal readonly record struct TextPosition(int Line, int Column);

/// <summary>A named value of an object, with where its name stands.</summary>
internal sealed record LocatedMember(string Name, TextPosition At, LocatedJson Value);

/// <summary>JSON that knows where it stands, so that a mistake can be told with line and column. Comments and trailing commas are allowed.</summary>
internal sealed class LocatedJson
{
    private LocatedJson(JsonValueKind kind, TextPosition at) => (Kind, At) = (kind, at);

    public JsonValueKind Kind { get; }

    public TextPosition At { get; }

    /// <summary>Of a string.</summary>
    public string Text { get; private init; } = "";

    /// <summary>Of a number; infinite where it is larger than a double holds.</summary>
    public double Number { get; private init; }

    /// <summary>Of an object, in order, names that are written twice included.</summary>
    public IReadOnlyList<LocatedMember> Members { get; private init; } = [];

    /// <summary>Of an array.</summary>
    public IReadOnlyList<LocatedJson> Items { get; private init; } = [];

    /// <summary>The last value of a name; null where there is none.</summary>
    public LocatedJson? this[string name] => Members.LastOrDefault(member => member.Name == name)?.Value;

    /// <summary>A value that is not there, told as if it were an empty one at this place.</summary>
    public static LocatedJson Absent(TextPosition at) => new(JsonValueKind.Undefined, at);

    /// <exception cref="JsonException">Not JSON.</exception>
    public static LocatedJson Parse(byte[] utf8)
    {
        var text = utf8.AsSpan().StartsWith(Encoding.UTF8.Preamble) ? utf8[Encoding.UTF8.Preamble.Length..] : utf8;
        var reader = new Utf8JsonReader(text, new JsonReaderOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
        reader.Read();
        var value = Value(ref reader, text);
        reader.Read();
        return value;
    }

    /// <summary>Where a byte stands.</summary>
    public static TextPosition Position(ReadOnlySpan<byte> utf8, long index)
    {
        var before = utf8[..(int)Math.Min(index, utf8.Length)];
        var lineBegin = before.LastIndexOf((byte)'\n') + 1;
        return new(before.Count((byte)'\n') + 1, Encoding.UTF8.GetCharCount(before[lineBegin..]) + 1);
    }

    /// <summary>The reader takes any bytes between quotation marks and throws only when it is asked what they say.</summary>
    private static string TextOf(ref Utf8JsonReader reader, byte[] utf8)
    {
        try
        {
            return reader.GetString()!;
        }
        catch (InvalidOperationException unreadable)
        {
            var before = utf8.AsSpan(0, (int)reader.TokenStartIndex);
            throw new JsonException(
                "this text is not UTF-8, or has half a character as an escape (\\uD800 to \\uDFFF alone); save the file as UTF-8.",
                path: null,
                before.Count((byte)'\n'),
                before.Length - (before.LastIndexOf((byte)'\n') + 1),
                unreadable);
        }
    }

    private static LocatedJson Value(ref Utf8JsonReader reader, byte[] utf8)
    {
        var at = Position(utf8, reader.TokenStartIndex);
        switch (reader.TokenType)
        {
            case JsonTokenType.StartObject:
                var members = new List<LocatedMember>();
                while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
                {
                    var (name, nameAt) = (TextOf(ref reader, utf8), Position(utf8, reader.TokenStartIndex));
                    reader.Read();
                    members.Add(new(name, nameAt, Value(ref reader, utf8)));
                }

                return new(JsonValueKind.Object, at) { Members = members };
            case JsonTokenType.StartArray:
                var items = new List<LocatedJson>();
                while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
                {
                    items.Add(Value(ref reader, utf8));
                }

                return new(JsonValueKind.Array, at) { Items = items };
            case JsonTokenType.String:
                return new(JsonValueKind.String, at) { Text = TextOf(ref reader, utf8) };
            case JsonTokenType.Number:
                return new(JsonValueKind.Number, at) { Number = reader.TryGetDouble(out var number) ? number : double.PositiveInfinity };
            default:
                return new(reader.TokenType switch { JsonTokenType.True => JsonValueKind.True, JsonTokenType.False => JsonValueKind.False, _ => JsonValueKind.Null }, at);
        }
    }
}
