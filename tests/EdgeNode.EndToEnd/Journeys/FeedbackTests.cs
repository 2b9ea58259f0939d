using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using EdgeNode.EndToEnd.Harness;
using EdgeNode.TestPeers;
using Microsoft.Data.Sqlite;

namespace EdgeNode.EndToEnd.Journeys;

/// <summary>
/// A physician judges findings on a box that is killed with -9 again and again between an act and its answer. EDGENODE_FEEDBACK_ROUNDS sets how
/// often; a few times among the tests.
/// </summary>
public sealed class FeedbackTests(PhantomStudy phantom)
{
    private static readonly string[] Vessel = ["VESSEL"];

    private static int Rounds => int.TryParse(Environment.GetEnvironmentVariable("EDGENODE_FEEDBACK_ROUNDS"), CultureInfo.InvariantCulture, out var asked) ? asked : 5;

    [Fact]
    public async Task Killed_between_act_and_answer_the_act_that_is_sent_again_is_one_act_and_the_record_stays_whole()
    {
        await using var box = new ApplianceUnderTest("mqtt://127.0.0.1:9", ("feedback__signOn__idleSeconds", "3600"));
        await box.StartAsync();
        (await People(box, "483920\n", "add", "A1", "--name", "Dr Lin", "--role", "physician")).MustSucceed();
        Assert.Equal("PIN_TOO_EASY", Code(await People(box, "123456\n", "add", "A2", "--name", "Dr Wu", "--role", "physician")));
        await box.SendAsync(phantom.Folder);
        var detail = await box.EndedCaseAsync();
        var (id, node) = (detail.GetProperty("row").GetProperty("id").GetString()!, detail.GetProperty("result").GetProperty("nodes")[0].GetProperty("id").GetInt32());

        var refused = await box.Http.PostAsJsonAsync("api/sign-on", new { code = "A1", pin = "000001" });
        Assert.Equal((HttpStatusCode.Unauthorized, "1"), (refused.StatusCode, refused.Headers.GetValues("Retry-After").Single()));
        var token = await Eventually.GetAsync(() => SignOnAsync(box, "483920"), "the delay after a wrong PIN is over");
        box.Http.DefaultRequestHeaders.Authorization = new("Bearer", token);

        var random = new Random(11);
        var cut = 0;
        for (var round = 1; round <= Rounds; round++)
        {
            var body = new { act = Guid.CreateVersion7(), revision = 1, verdict = round % 2 == 0 ? "Agree" : "Reject", reasons = round % 2 == 0 ? [] : Vessel };
            var first = box.Http.PostAsJsonAsync($"api/cases/{id}/nodes/{node}/verdict", body);
            await Task.WhenAny(first, Task.Delay(random.Next(0, 12)));
            await box.KillAsync();
            cut += first is { IsCompletedSuccessfully: true } ? 0 : 1;
            await Task.WhenAny(first);
            await box.StartAsync();

            Assert.Equal(HttpStatusCode.NoContent, (await box.Http.PostAsJsonAsync($"api/cases/{id}/nodes/{node}/verdict", body)).StatusCode);
            var now = await box.Http.GetFromJsonAsync<JsonElement>($"api/cases/{id}");
            Assert.Equal(round, now.GetProperty("acts").GetArrayLength());
            Assert.Equal(body.verdict, now.GetProperty("feedback").GetProperty("nodes")[0].GetProperty("verdict").GetProperty("verdict").GetString());
            Assert.Equal(now.GetProperty("feedback").GetProperty("priority").GetProperty("level").GetInt32(), now.GetProperty("row").GetProperty("priority").GetInt32());
        }

        TestContext.Current.SendDiagnosticMessage($"{Rounds} rounds, {cut} answers cut off");
        var verified = (await Programs.EdgeNodeAsync("audit", "verify", "--config", box.Config)).MustSucceed();
        Assert.Matches($"^The record is whole: {Rounds + 3} records, head [0-9a-f]{{64}}", verified.Output);

        // What was printed holds neither names nor codes nor PINs.
        Assert.DoesNotContain("483920", box.Printed, StringComparison.Ordinal);
        Assert.DoesNotContain("Dr Lin", box.Printed, StringComparison.Ordinal);

        await box.KillAsync();
        using (var thief = new SqliteConnection($"Data Source={Path.Combine(box.Data, "edgenode.db")};Pooling=False"))
        {
            thief.Open();
            using var change = thief.CreateCommand();
            change.CommandText = "DROP TRIGGER acts_never_change; UPDATE acts SET content = replace(content, 'Reject', 'Agree')";
            change.ExecuteNonQuery();
        }

        var broken = await Programs.EdgeNodeAsync("audit", "verify", "--config", box.Config);
        Assert.Equal((65, "AUDIT_BROKEN"), (broken.ExitCode, Code(broken)));
    }

    [Fact]
    public async Task A_missed_node_a_sign_and_an_outcome_reach_the_list_and_a_removed_person_is_out_at_once()
    {
        await using var box = new ApplianceUnderTest("mqtt://127.0.0.1:9");
        await box.StartAsync();
        await box.SendAsync(phantom.Folder);
        var detail = await box.EndedCaseAsync();
        var (id, geometry) = (detail.GetProperty("row").GetProperty("id").GetString()!, detail.GetProperty("result").GetProperty("geometry"));
        Assert.Equal("NO_PEOPLE", await RefusedAsync(box, $"api/cases/{id}/signs", new { act = Guid.CreateVersion7(), signs = Vessel }));
        Assert.Contains("Decide", (await box.Http.GetFromJsonAsync<JsonElement>("api/acts")).GetProperty("stationActs").EnumerateArray().Select(act => act.GetString()));

        (await People(box, "483920\n", "add", "A1", "--name", "Dr Lin", "--role", "physician", "--experience", "10+")).MustSucceed();
        Assert.Equal("A1", JsonDocument.Parse((await People(box, "", "list", "--json")).MustSucceed().Output).RootElement[0].GetProperty("code").GetString());
        Assert.Equal("SIGN_ON_REQUIRED", await RefusedAsync(box, $"api/cases/{id}/acknowledge", new { act = Guid.CreateVersion7(), reader = "WARD", revision = 1 }));
        box.Http.DefaultRequestHeaders.Authorization = new("Bearer", await SignOnAsync(box, "483920"));
        Assert.Equal("physician", (await box.Http.GetFromJsonAsync<JsonElement>("api/sign-on")).GetProperty("role").GetString());

        double Centre(int axis) => geometry.GetProperty("originMm")[axis].GetDouble() + (0.5 * (geometry.GetProperty("size")[axis].GetInt32() - 1) * geometry.GetProperty("spacingMm")[axis].GetDouble() * geometry.GetProperty("direction")[4 * axis].GetDouble());
        double[] centre = [Centre(0), Centre(1), Centre(2)];
        await DoneAsync(box, $"api/cases/{id}/missed-nodes", new { act = Guid.CreateVersion7(), revision = 1, @class = "Ene", centreMm = centre, longAxisMm = 14.0, shortAxisMm = 9.0, longAxisDirection = (double[])[1, 0, 0] });
        await DoneAsync(box, $"api/cases/{id}/signs", new { act = Guid.CreateVersion7(), signs = (string[])["AIRWAY"] });
        await DoneAsync(box, $"api/cases/{id}/outcomes", new { act = Guid.CreateVersion7(), source = "PET", finding = "UPTAKE", revision = 1, node = 1001 });
        await DoneAsync(box, $"api/cases/{id}/priority", new { act = Guid.CreateVersion7(), revision = 1, priority = 1 });

        var row = (await box.WorklistAsync()).GetProperty("cases")[0];
        Assert.Equal((1, 1, true, 1), (row.GetProperty("priority").GetInt32(), row.GetProperty("alarm").GetProperty("level").GetInt32(), row.GetProperty("reviewed").GetBoolean(), row.GetProperty("ownPriority").GetInt32()));
        var feedback = (await box.Http.GetFromJsonAsync<JsonElement>($"api/cases/{id}")).GetProperty("feedback");
        Assert.Equal((1001, "Ene", "UPTAKE"), (feedback.GetProperty("missedNodes")[0].GetProperty("node").GetInt32(), feedback.GetProperty("missedNodes")[0].GetProperty("class").GetString(), feedback.GetProperty("outcomes")[0].GetProperty("finding").GetString()));

        (await People(box, "", "remove", "A1")).MustSucceed();
        Assert.Equal(HttpStatusCode.Unauthorized, (await box.Http.GetAsync("api/sign-on")).StatusCode);
        Assert.Equal("SIGN_ON_REQUIRED", await RefusedAsync(box, $"api/cases/{id}/signs", new { act = Guid.CreateVersion7(), signs = Array.Empty<string>() }));
    }

    private static Task<ToolResult> People(ApplianceUnderTest box, string input, params string[] arguments) =>
        Tool.RunAsync(Programs.EdgeNode, input, ["people", .. arguments, "--config", box.Config]);

    private static string Code(ToolResult result) => result.Errors.Split(':')[1].Trim();

    /// <summary>The token; null where it is refused.</summary>
    private static async Task<string?> SignOnAsync(ApplianceUnderTest box, string pin)
    {
        var answer = await box.Http.PostAsJsonAsync("api/sign-on", new { code = "A1", pin });
        return answer.IsSuccessStatusCode ? (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("token").GetString() : null;
    }

    private static async Task DoneAsync(ApplianceUnderTest box, string path, object body) =>
        Assert.Equal(HttpStatusCode.NoContent, (await box.Http.PostAsJsonAsync(path, body)).StatusCode);

    private static async Task<string?> RefusedAsync(ApplianceUnderTest box, string path, object body) =>
        (await (await box.Http.PostAsJsonAsync(path, body)).Content.ReadFromJsonAsync<JsonElement>()).GetProperty("code").GetString();
}
