using System.Text.Json;

namespace EdgeNode.Appliance.Sync.Acts;

/// <summary>An act as the box records it. Personal (who): stays in the box.</summary>
/// <param name="Act">The client's id.</param>
/// <param name="Kind">As in the record, e.g. <c>Verdict</c>.</param>
/// <param name="Reader">Code of who acted.</param>
/// <param name="Role"><c>ward</c>, <c>physician</c> or <c>station</c>.</param>
/// <param name="Experience">Band of years, or null.</param>
/// <param name="Via"><c>person</c> or <c>station</c>.</param>
/// <param name="Content">What was sent.</param>
/// <param name="Effect">What the box added; undefined where it added nothing.</param>
/// <param name="At">When.</param>
public sealed record ActFacts(
    Guid Act, string Kind, Guid CaseId, string Reader, string Role, string? Experience, string Via, JsonElement Content, JsonElement Effect, DateTimeOffset At);
