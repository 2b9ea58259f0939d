using System.Text.Json.Serialization;
using EdgeNode.Appliance.Feedback.Record;
using EdgeNode.Appliance.Feedback.SigningOn;
using EdgeNode.Appliance.Health;

namespace EdgeNode.Appliance.Kiosk;

/// <summary>The JSON context of everything the page reads.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true)]
[JsonSerializable(typeof(Worklist))]
[JsonSerializable(typeof(CaseRow))]
[JsonSerializable(typeof(CaseDetail))]
[JsonSerializable(typeof(IReadOnlyList<Prior>))]
[JsonSerializable(typeof(ApplianceStatus))]
[JsonSerializable(typeof(HealthReport))]
[JsonSerializable(typeof(GridHeader))]
[JsonSerializable(typeof(ActChoices))]
[JsonSerializable(typeof(ActRefusal))]
[JsonSerializable(typeof(SignedOn))]
[JsonSerializable(typeof(CheckResult))]
internal sealed partial class KioskJson : JsonSerializerContext;

/// <summary>Header X-Geometry: x,y,z order, millimetres, LPS; direction holds the unit vectors of x, then y, then z.</summary>
internal sealed record GridHeader(IReadOnlyList<int> Size, IReadOnlyList<double> SpacingMm, IReadOnlyList<double> OriginMm, IReadOnlyList<double> Direction);
