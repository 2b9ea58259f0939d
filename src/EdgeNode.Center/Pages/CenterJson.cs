using System.Text.Json.Serialization;
using EdgeNode.Center.Storage;

namespace EdgeNode.Center.Pages;

/// <summary>Answers of the centre's own API.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(IReadOnlyList<CaseSummary>))]
[JsonSerializable(typeof(IReadOnlyList<SiteSummary>))]
[JsonSerializable(typeof(CentreHealth))]
internal sealed partial class CenterJson : JsonSerializerContext;

/// <summary>Answer of /healthz.</summary>
internal sealed record CentreHealth(bool Ready, bool BrokerConnected, long Reports, long Quarantined);
