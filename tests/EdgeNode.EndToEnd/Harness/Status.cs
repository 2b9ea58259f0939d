using System.Net.Http.Json;
using System.Text.Json;
using EdgeNode.TestPeers;

namespace EdgeNode.EndToEnd.Harness;

/// <summary>What a box says of itself.</summary>
internal static class Status
{
    public static async Task<IReadOnlyList<string>> TechnicalAlarmsAsync(ApplianceUnderTest box) =>
        [.. (await box.Http.GetFromJsonAsync<JsonElement>("api/status")).GetProperty("technicalAlarms").EnumerateArray().Select(alarm => alarm.GetProperty("code").GetString()!)];

    public static Task StandsAsync(ApplianceUnderTest box, string code) =>
        Eventually.TrueAsync(async () => (await TechnicalAlarmsAsync(box)).Contains(code), $"{code} stands");

    /// <summary>State of the newest case.</summary>
    public static async Task<string?> NewestStateAsync(ApplianceUnderTest box) => (await box.WorklistAsync()).GetProperty("cases").EnumerateArray()
        .OrderBy(row => row.GetProperty("id").GetString(), StringComparer.Ordinal).Select(row => row.GetProperty("state").GetString()).LastOrDefault();
}
