using System.Text.Json;
using EdgeNode.Contracts;
using EdgeNode.Contracts.Results;
using EdgeNode.TestData;

namespace EdgeNode.Appliance.Tests.Sync;

/// <summary>The released sample of result.json, as a case of its own.</summary>
internal static class SampleResult
{
    public static CaseResult Read() => JsonSerializer.Deserialize(Samples.Of("result").Bytes, ContractsJson.Default.CaseResult)!;

    public static CaseResult WithLevel(int level) => Read() with { CaseId = Guid.NewGuid(), Priority = new(level, [], "1") };
}
