using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using EdgeNode.Appliance.Alarms.Acts;
using EdgeNode.Appliance.Kiosk;
using EdgeNode.Appliance.Tests.Alarms.Life;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace EdgeNode.Appliance.Tests.Kiosk;

/// <summary>Acts over HTTP, as the page and other clients send them.</summary>
public sealed class ActEndpointTests : IAsyncLifetime
{
    private readonly AlarmBox _box = new();
    private WebApplication _service = null!;
    private HttpClient _client = null!;
    private Guid _case;

    [Fact]
    public async Task An_acknowledgement_is_answered_when_it_is_done_and_once_more_when_it_is_repeated()
    {
        var body = new { act = Guid.NewGuid(), reader = "A1", revision = 1 };
        Assert.Equal(HttpStatusCode.NoContent, (await _client.PostAsJsonAsync($"api/cases/{_case}/acknowledge", body)).StatusCode);
        Assert.Equal("A1", _box.Alarms.Find(_case)!.AcknowledgedBy);
        Assert.Equal(HttpStatusCode.NoContent, (await _client.PostAsJsonAsync($"api/cases/{_case}/acknowledge", body)).StatusCode);
        Assert.Single(_box.Queries.Detail(_case)!.Acts);
    }

    [Fact]
    public async Task A_decision_is_kept_with_its_reasons_and_the_physicians_own_priority()
    {
        var body = new { act = Guid.NewGuid(), reader = "A2", revision = 1, decision = "NoTransfer", reasons = new[] { "KNOWN_DISEASE" }, priority = 3 };
        Assert.Equal(HttpStatusCode.NoContent, (await _client.PostAsJsonAsync($"api/cases/{_case}/decision", body)).StatusCode);
        var alarm = _box.Alarms.Find(_case)!;
        Assert.Equal((TransferDecision.NoTransfer, 3, 1), (alarm.Decision, alarm.PhysicianPriority, alarm.Level));
    }

    [Theory]
    [InlineData("", "application/json", "BODY_MALFORMED", 400)]
    [InlineData("null", "application/json", "BODY_MALFORMED", 400)]
    [InlineData("{", "application/json", "BODY_MALFORMED", 400)]
    [InlineData("{}", "text/plain", "BODY_MALFORMED", 400)]
    [InlineData("{\"act\": \"1\"}", "application/json", "BODY_MALFORMED", 400)]
    [InlineData("{\"note\": \"Mr Chen, room 4\"}", "application/json", "BODY_MALFORMED", 400)]
    [InlineData("{}", "application/json", "ACT_MISSING", 400)]
    [InlineData("{\"act\": \"0198a1b2-0000-7000-8000-000000000001\"}", "application/json", "READER_UNKNOWN", 403)]
    [InlineData("{\"act\": \"0198a1b2-0000-7000-8000-000000000001\", \"reader\": \"A1\"}", "application/json", "ALARM_CHANGED", 409)]
    public async Task What_is_not_an_act_is_refused_with_a_code_and_what_to_do(string body, string type, string code, int status)
    {
        foreach (var kind in new[] { "acknowledge", "decision" })
        {
            using var content = new StringContent(body, Encoding.UTF8, type);
            var answer = await _client.PostAsync(new Uri($"api/cases/{_case}/{kind}", UriKind.Relative), content);
            var refusal = await answer.Content.ReadFromJsonAsync<JsonElement>();
            if (kind == "acknowledge" || code != "ALARM_CHANGED")
            {
                Assert.Equal((code, status), (refusal.GetProperty("code").GetString(), (int)answer.StatusCode));
            }

            Assert.NotEmpty(refusal.GetProperty("text").GetString()!);
        }

        Assert.Null(_box.Alarms.Find(_case)!.Acknowledged);
    }

    [Fact]
    public async Task The_page_is_told_who_may_act_and_why()
    {
        var choices = await _client.GetFromJsonAsync<JsonElement>("api/acts");
        Assert.Equal(["A1", "A2"], choices.GetProperty("readers").EnumerateArray().Select(reader => reader.GetProperty("code").GetString()));
        Assert.Contains("KNOWN_DISEASE", choices.GetProperty("reasons").GetProperty("NoTransfer").EnumerateArray().Select(code => code.GetString()));
    }

    [Fact]
    public async Task A_pause_is_taken_from_readers_only()
    {
        Assert.Equal(HttpStatusCode.Forbidden, (await _client.PostAsJsonAsync("api/alarms/pause", new { act = Guid.NewGuid(), reader = "nobody" })).StatusCode);
        Assert.Null(_box.Pause.Until);
        Assert.Equal(HttpStatusCode.NoContent, (await _client.PostAsJsonAsync("api/alarms/pause", new { act = Guid.NewGuid(), reader = "A1" })).StatusCode);
        Assert.Equal(TimeSpan.FromSeconds(120), _box.Pause.Until - AlarmBox.Begin);
    }

    public async ValueTask InitializeAsync()
    {
        _case = await _box.AlarmedAsync(1);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.ConfigureHttpJsonOptions(json => json.SerializerOptions.TypeInfoResolverChain.Insert(0, KioskJson.Default));
        builder.Services.AddSingleton(_box.Acts).AddSingleton(_box.Stations).AddSingleton(_box.People).AddSingleton(_box.Findings).AddSingleton(_box.CaseActs);
        _service = builder.Build();
        _service.MapActs();
        await _service.StartAsync();
        _client = new() { BaseAddress = new Uri(_service.Urls.Single()) };
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _service.DisposeAsync();
        await _box.DisposeAsync();
    }
}
