using System.Net.Http.Json;
using System.Text.Json;
using EdgeNode.EndToEnd.Harness;

namespace EdgeNode.EndToEnd.Journeys.PowerCuts;

/// <summary>Looks at the worklist, acknowledges, judges and decides without rest, and remembers every alarm that was shown and every act that was answered.</summary>
internal sealed class Physician(Random random)
{
    private static readonly string[] Reasons = ["VESSEL"];
    private static readonly string[] Scheduled = ["FINDING_SUSPICIOUS"];
    private readonly Dictionary<string, int> _levels = [];
    private readonly Dictionary<string, string> _phases = [];
    private volatile TaskCompletionSource _begun = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile TaskCompletionSource _alarmed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Acts that were answered with success, by kind.</summary>
    public Dictionary<string, HashSet<string>> Answered { get; } = new() { ["acknowledge"] = [], ["verdict"] = [], ["decision"] = [] };

    public int AlarmsSeen => _levels.Count;

    /// <summary>Ends when the next act is on its way.</summary>
    public Task NextActAsync()
    {
        _begun = new(TaskCreationOptions.RunContinuationsAsynchronously);
        return _begun.Task;
    }

    /// <summary>Ends when an alarm shows that was not seen before.</summary>
    public Task NextAlarmAsync()
    {
        _alarmed = new(TaskCreationOptions.RunContinuationsAsynchronously);
        return _alarmed.Task;
    }

    /// <summary>Works until the box is gone.</summary>
    public async Task WorkAsync(ApplianceUnderTest box)
    {
        try
        {
            while (box.IsRunning)
            {
                foreach (var row in (await box.WorklistAsync()).GetProperty("cases").EnumerateArray().Where(row => row.GetProperty("alarm").ValueKind == JsonValueKind.Object))
                {
                    See(row);
                    await ActAsync(box, row);
                }

                await Task.Delay(20);
            }
        }
        catch (Exception gone) when (gone is HttpRequestException or IOException or OperationCanceledException or JsonException)
        {
            // What was answered until now counts.
        }
    }

    /// <summary>What was shown or answered and is not in the box.</summary>
    public async Task<IReadOnlyList<string>> MissingAsync(ApplianceUnderTest box)
    {
        var rows = (await box.WorklistAsync()).GetProperty("cases").EnumerateArray().ToDictionary(row => row.GetProperty("id").GetString()!, row => row.GetProperty("alarm"));
        var alarms = _levels.Where(seen => !rows.TryGetValue(seen.Key, out var alarm) || alarm.ValueKind != JsonValueKind.Object || alarm.GetProperty("level").GetInt32() > seen.Value);
        var calmed = _phases.Where(done => rows.TryGetValue(done.Key, out var alarm) && alarm.ValueKind == JsonValueKind.Object && alarm.GetProperty("level").GetInt32() == _levels[done.Key] && !Reaches(alarm.GetProperty("phase").GetString()!, done.Value));
        var kept = ((string)BoxDatabase.Ask(box, "SELECT coalesce(group_concat(act_id, ' '), '') FROM acts")!).Split(' ').ToHashSet(StringComparer.Ordinal);
        return [.. alarms.Select(alarm => $"alarm {alarm.Key}"), .. calmed.Select(done => $"{done.Value} {done.Key}"), .. Answered.SelectMany(acts => acts.Value.Where(act => !kept.Contains(act)).Select(act => $"{acts.Key} {act}"))];
    }

    private static bool Reaches(string phase, string least) => phase == "Closed" || phase == "Decided" || phase == least;

    private void See(JsonElement row)
    {
        var (id, alarm) = (row.GetProperty("id").GetString()!, row.GetProperty("alarm"));
        var level = alarm.GetProperty("level").GetInt32();
        if (_levels.TryGetValue(id, out var before) && before == level) return;

        // A worse alarm begins its own life.
        _levels[id] = level;
        _phases.Remove(id);
        _alarmed.TrySetResult();
    }

    private async Task ActAsync(ApplianceUnderTest box, JsonElement row)
    {
        var (id, alarm, act) = (row.GetProperty("id").GetString()!, row.GetProperty("alarm"), Guid.CreateVersion7());
        var (revision, level) = (alarm.GetProperty("revision").GetInt32(), alarm.GetProperty("level").GetInt32());
        var (kind, path, body, phase) = random.Next(4) switch
        {
            0 => ("acknowledge", "acknowledge", (object)new { act, revision, level }, "Acknowledged"),
            1 => ("decision", "decision", new { act, revision, level, decision = "TransferScheduled", reasons = Scheduled, priority = 2 }, "Decided"),
            _ => ("verdict", "nodes/1/verdict", new { act, revision = row.GetProperty("revision").GetInt32(), verdict = random.Next(2) == 0 ? "Agree" : "Reject", reasons = Reasons }, (string?)null),
        };
        if (kind == "verdict" && body is { } && row.GetProperty("state").GetString() != "Analysed") return;
        var answering = box.Http.PostAsJsonAsync($"api/cases/{id}/{path}", body);
        _begun.TrySetResult();
        using var answer = await answering;
        if (!answer.IsSuccessStatusCode) return;
        Answered[kind].Add(act.ToString());
        if (phase is not null && (phase == "Decided" || !_phases.ContainsKey(id))) _phases[id] = phase;
    }
}
