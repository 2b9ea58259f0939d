using System.Text;
using System.Text.Json.Nodes;
using CsCheck;
using EdgeNode.Center.Collecting;
using EdgeNode.Contracts.Sync;
using EdgeNode.TestData;

namespace EdgeNode.Center.Tests;

public sealed class InspectionTests
{
    private const string Id = "0198c0de-1111-7000-8000-000000000001";

    [Fact]
    public void Everything_that_a_released_box_sends_is_understood()
    {
        foreach (var sample in Samples.All.Where(sample => sample.Topic is { } topic && (Topics.ParseUp(topic) is not null || Topics.ParseNodeState(topic) is not null)))
        {
            var arrival = Inspection.Of(new(sample.Topic!, sample.Bytes, null, null));
            Assert.True(arrival is FactArrival or StateArrival or HeartbeatArrival, $"{sample} became {arrival}");
        }
    }

    [Theory]
    [InlineData("edge/v1/edge-1/up/result", "not json", "NOT_A_REPORT")]
    [InlineData("edge/v1/edge-1/up/result", "null", "NOT_A_REPORT")]
    [InlineData("edge/v1/edge-1/up/result", "{}", "NOT_A_REPORT")]
    [InlineData("edge/v1/edge-1/up/result", "REPORT nodes null", "NOT_A_REPORT")]
    [InlineData("edge/v1/edge-1/up/result", "REPORT edge.result/1 edge.result/2", "UNKNOWN_SCHEMA")]
    [InlineData("edge/v1/edge-1/up/result", "REPORT 000000000001 000000000009", "ID_MISMATCH")]
    [InlineData("edge/v1/edge-1/up/result", "REPORT 0123456789abcdef0123456789abcdef 2.25.1001", "BAD_CASE_KEY")]
    [InlineData("edge/v1/edge-1/up/result", "REPORT left l\\u0000ft", "NUL_CHARACTER")]
    [InlineData("edge/v1/edge-1/up/feedback", "{}", "UNREADABLE")]
    [InlineData("edge/v1/edge-1/up/drift", "[]", "UNREADABLE")]
    [InlineData("edge/v1/edge-1/up/dream", "REPORT", "UNKNOWN_KIND")]
    public void What_cannot_be_used_is_set_aside_with_a_reason(string topic, string payload, string reason)
    {
        var text = payload.Split(' ') switch
        {
            ["REPORT"] => Report(),
            ["REPORT", "nodes", "null"] => System.Text.RegularExpressions.Regex.Replace(Report(), @"""nodes"":\[\{.*\}\],""nodesOmitted""", @"""nodes"":null,""nodesOmitted"""),
            ["REPORT", var from, var to] => Report().Replace(from, to, StringComparison.Ordinal),
            _ => payload,
        };
        var poison = Assert.IsType<PoisonArrival>(Inspection.Of(new(topic, Encoding.UTF8.GetBytes(text), Id, "e1")));
        Assert.Equal((reason, Id, "edge-1", "e1"), (poison.Reason, poison.Key, poison.Node, poison.Epoch));
    }

    [Theory]
    [InlineData("report", "nodes", "[null]", "NULL_IN_LIST")]
    [InlineData("report", "limits", "[null]", "NULL_IN_LIST")]
    [InlineData("report", "priority", "{\"level\":1,\"rulesVersion\":\"1\",\"reasons\":[null]}", "NULL_IN_LIST")]
    [InlineData("report", "state", "77", "NOT_A_REPORT")]
    [InlineData("reclassified", "reasons", "[null]", "NULL_IN_LIST")]
    [InlineData("reclassified", "class", "200", "UNREADABLE")]
    [InlineData("reclassified", "class", "2", "UNREADABLE")]
    [InlineData("reclassified", "class", "\"200\"", "UNREADABLE")]
    [InlineData("reclassified", "class", "\"Negative, Positive\"", "UNREADABLE")]
    [InlineData("reclassified", "withdrawsKey", "LONG", "KEY_TOO_LONG")]
    [InlineData("reclassified", "kind", "LONG", "KEY_TOO_LONG")]
    [InlineData("drift sketch", "week", "LONG", "KEY_TOO_LONG")]
    [InlineData("drift sketch", "analysed", "2147483647", "COUNT_OUT_OF_RANGE")]
    [InlineData("drift sketch", "missed", "-1", "COUNT_OUT_OF_RANGE")]
    [InlineData("drift sketch", "classes", "[2147483647,1,0]", "COUNT_OUT_OF_RANGE")]
    [InlineData("drift sketch", "nodeHu", "{\"edges\":[0],\"counts\":[2147483647,2147483647]}", "COUNT_OUT_OF_RANGE")]
    [InlineData("telemetry", "technicalAlarms", "[null]", "NULL_IN_LIST")]
    [InlineData("crop", "why", "[null]", "NULL_IN_LIST")]
    public void What_can_be_read_and_neither_kept_nor_shown_is_set_aside_with_a_reason(string sample, string field, string value, string reason)
    {
        var message = JsonNode.Parse(Samples.Of(sample).Bytes)!;
        message[field] = JsonNode.Parse(value.Replace("LONG", $"\"{new string('7', 3000)}\"", StringComparison.Ordinal));
        var poison = Assert.IsType<PoisonArrival>(Inspection.Of(new(Samples.Of(sample).Topic!, Encoding.UTF8.GetBytes(message.ToJsonString()), null, "e1")));
        Assert.Equal(reason, poison.Reason);
    }

    [Theory]
    [InlineData("report", "\"volumeMm3\":5213.0", "\"volumeMm3\":1e999")]
    [InlineData("report", "\"shortAxisMm\":18.1", "\"shortAxisMm\":-1e999")]
    [InlineData("report", "\"analysisSeconds\":21.4", "\"analysisSeconds\":1e308")]
    [InlineData("report", "\"nodesOmitted\":0", "\"nodesOmitted\":0,\"later\":[{\"deep\":1e400}]")]
    [InlineData("reclassified", "\"secondsSinceAlarm\":370.5", "\"secondsSinceAlarm\":1e999")]
    [InlineData("telemetry", "\"analysisMedianSeconds\":21.4", "\"analysisMedianSeconds\":1e999")]
    [InlineData("drift sketch", "\"edges\":[4.0", "\"edges\":[-1e999")]
    public void A_number_beyond_all_measure_is_set_aside_with_a_reason(string sample, string from, string to)
    {
        var text = Encoding.UTF8.GetString(Samples.Of(sample).Bytes).Replace(", ", ",", StringComparison.Ordinal).Replace(": ", ":", StringComparison.Ordinal);
        Assert.Contains(from, text, StringComparison.Ordinal);
        Assert.IsType<FactArrival>(Inspection.Of(new(Samples.Of(sample).Topic!, Encoding.UTF8.GetBytes(text), null, "e1")));
        var poison = Assert.IsType<PoisonArrival>(Inspection.Of(new(Samples.Of(sample).Topic!, Encoding.UTF8.GetBytes(text.Replace(from, to, StringComparison.Ordinal)), null, "e1")));
        Assert.Equal("NUMBER_OUT_OF_RANGE", poison.Reason);
    }

    [Theory]
    [InlineData("report", "volumeMm3", "NaN", "NOT_A_REPORT")]
    [InlineData("report", "volumeMm3", "Infinity", "NOT_A_REPORT")]
    [InlineData("report", "volumeMm3", "\"NaN\"", "NOT_A_REPORT")]
    [InlineData("telemetry", "analysisMedianSeconds", "\"Infinity\"", "UNREADABLE")]
    [InlineData("telemetry", "unsent", "1e999", "UNREADABLE")]
    public void What_is_no_number_is_no_number(string sample, string field, string value, string reason)
    {
        var text = System.Text.RegularExpressions.Regex.Replace(Encoding.UTF8.GetString(Samples.Of(sample).Bytes), $"\"{field}\": ?[0-9.]+", $"\"{field}\":{value}");
        Assert.Contains(value, text, StringComparison.Ordinal);
        var poison = Assert.IsType<PoisonArrival>(Inspection.Of(new(Samples.Of(sample).Topic!, Encoding.UTF8.GetBytes(text), null, "e1")));
        Assert.Equal(reason, poison.Reason);
    }

    [Theory]
    [InlineData("birth", "unsent")]
    [InlineData("heartbeat", "sequence")]
    public void A_state_with_such_a_number_in_a_field_of_a_later_version_is_passed_over(string sample, string field)
    {
        var text = Encoding.UTF8.GetString(Samples.Of(sample).Bytes).Replace($"\"{field}\"", $"\"later\":1e999,\"{field}\"", StringComparison.Ordinal);
        Assert.Contains("1e999", text, StringComparison.Ordinal);
        Assert.IsType<NothingToKeep>(Inspection.Of(new(Samples.Of(sample).Topic!, Encoding.UTF8.GetBytes(text), null, null)));
    }

    [Theory]
    [InlineData("birth")]
    [InlineData("heartbeat")]
    public void A_state_that_no_table_can_hold_is_passed_over(string sample)
    {
        foreach (var software in new[] { "0.1\0", new string('7', 3000) })
        {
            var message = JsonNode.Parse(Samples.Of(sample).Bytes)!;
            message["software"] = software;
            Assert.IsType<NothingToKeep>(Inspection.Of(new(Samples.Of(sample).Topic!, Encoding.UTF8.GetBytes(message.ToJsonString()), null, null)));
        }
    }

    [Fact]
    public void A_message_beyond_the_limit_is_set_aside_cut()
    {
        var poison = Assert.IsType<PoisonArrival>(Inspection.Of(new("edge/v1/edge-1/up/result", new byte[MessageSize.LargestPayload + 1], Id, null)));
        Assert.Equal(("TOO_LARGE", MessageSize.LargestPayload), (poison.Reason, poison.Payload.Length));
    }

    [Fact]
    public void No_bytes_make_it_throw() => Gen.Select(Gen.OneOf(Gen.Const("result"), Gen.Const("nodes"), Gen.Const("feedback"), Gen.Const("telemetry"), Gen.Const("drift"), Gen.Const("health"), Gen.Const("x")), Gen.Byte.Array, Gen.String).Sample((kind, payload, id) =>
        Inspection.Of(new($"edge/v1/edge-1/up/{kind}", payload, id, id)) is not null);

    [Fact]
    public void A_damaged_report_is_a_report_or_poison_and_never_a_crash()
    {
        var bytes = Samples.Of("report").Bytes;
        Gen.Select(Gen.Int[0, bytes.Length - 1], Gen.Byte).Sample((at, value) =>
        {
            byte[] damaged = [.. bytes];
            damaged[at] = value;
            return Inspection.Of(new("edge/v1/edge-1/up/result", damaged, Id, null)) is FactArrival or PoisonArrival;
        });
    }

    private static string Report() => Encoding.UTF8.GetString(Samples.Of("report").Bytes);
}
