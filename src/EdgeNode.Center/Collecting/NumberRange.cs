using System.Text.Json;

namespace EdgeNode.Center.Collecting;

/// <summary>
/// Numbers that a message may hold. JSON has no infinity, but <c>1e999</c> is JSON and is read as one: written out again it ends every page and
/// export that holds it. Nothing that a box measures or counts comes near the limit, and sums of what is below it stay finite.
/// </summary>
internal static class NumberRange
{
    private const double Largest = 1e15;

    /// <summary>Whether every number of a text that is JSON is within the range, in fields that this version does not know too.</summary>
    public static bool IsKept(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json);
        while (reader.Read())
        {
            if (reader.TokenType == JsonTokenType.Number && !(reader.TryGetDouble(out var number) && Math.Abs(number) <= Largest))
                return false;
        }

        return true;
    }
}
