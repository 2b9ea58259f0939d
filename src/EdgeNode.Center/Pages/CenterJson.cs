using System.Text.Json.Serialization;
using EdgeNode.Center.Adjudicating;
using EdgeNode.Center.Keeping;
using EdgeNode.Center.Storage;
using EdgeNode.Center.Watching;
using EdgeNode.Contracts.Results;

namespace EdgeNode.Center.Pages;

/// <summary>Answers of the centre's own API.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals, UseStringEnumConverter = true, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(IReadOnlyList<CaseSummary>))]
[JsonSerializable(typeof(IReadOnlyList<SiteSummary>))]
[JsonSerializable(typeof(IReadOnlyList<SiteHealth>))]
[JsonSerializable(typeof(IReadOnlyList<AlarmTimes>))]
[JsonSerializable(typeof(IReadOnlyList<AgreementRow>))]
[JsonSerializable(typeof(IReadOnlyList<DriftWeek>))]
[JsonSerializable(typeof(IReadOnlyList<WorkItem>))]
[JsonSerializable(typeof(IReadOnlyList<QuarantinedMessage>))]
[JsonSerializable(typeof(Removed))]
[JsonSerializable(typeof(CentreHealth))]
[JsonSerializable(typeof(DisputedCase))]
[JsonSerializable(typeof(Decision))]
[JsonSerializable(typeof(IReadOnlyList<Adjudication>))]
[JsonSerializable(typeof(ResultGeometry))]
internal sealed partial class CenterJson : JsonSerializerContext;

/// <summary>Answer of /healthz.</summary>
internal sealed record CentreHealth(bool Ready, bool BrokerConnected, long Reports, long Quarantined);
