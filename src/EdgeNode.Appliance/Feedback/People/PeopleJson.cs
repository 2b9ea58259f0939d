using System.Text.Json.Serialization;

namespace EdgeNode.Appliance.Feedback.People;

/// <summary>What the record says of a change of the list, or of a sign-on. Never a PIN or a badge's code.</summary>
/// <param name="By"><c>badge</c>; null: by PIN.</param>
internal sealed record PersonNote(string Code, string? Name = null, string? Role = null, string? Experience = null, string? By = null);

/// <summary>A person as <c>edgenode people list --json</c> prints them.</summary>
internal sealed record ListedPerson(string Code, string Name, string Role, string? Experience, DateTimeOffset Added);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(PersonNote))]
[JsonSerializable(typeof(List<ListedPerson>))]
internal sealed partial class PeopleJson : JsonSerializerContext;
