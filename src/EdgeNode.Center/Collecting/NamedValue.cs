using System.Text.Json;
using System.Text.Json.Serialization;

namespace EdgeNode.Center.Collecting;

/// <summary>
/// Reads a value by its name and by nothing else. The usual converter takes any number, and takes "Negative, Positive" for the sum of both: a
/// third class that nobody gave.
/// </summary>
internal sealed class NamedValue<T> : JsonConverter<T>
    where T : struct, Enum
{
    private static readonly Dictionary<string, T> Values = Enum.GetValues<T>().ToDictionary(value => value.ToString());

    public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String && Values.TryGetValue(reader.GetString()!, out var value) ? value : throw new JsonException();

    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString());
}
