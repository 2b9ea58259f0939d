using CsCheck;
using EdgeNode.Appliance.Storage;
using EdgeNode.Appliance.Sync;
using EdgeNode.Contracts.Sync;
using Microsoft.Extensions.Time.Testing;

namespace EdgeNode.Appliance.Tests.Sync;

public sealed class OutboxTests : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("edgenode-outbox").FullName;
    private readonly FakeTimeProvider _time = new(DateTimeOffset.Parse("2026-11-02T08:00:00Z"));
    private readonly Database _database;
    private readonly Outbox _outbox;

    public OutboxTests()
    {
        _database = Database.Open(_folder);
        _outbox = new(_database, _time);
    }

    [Fact]
    public async Task A_message_exists_only_if_the_callers_transaction_does()
    {
        await Assert.ThrowsAsync<InvalidOperationException>(() => _database.WriteAsync<int>(connection =>
        {
            _outbox.Enqueue(connection, Message(1));
            throw new InvalidOperationException("the case could not be stored");
        }));
        Assert.Equal(0, _outbox.Backlog().Count);
    }

    [Fact]
    public async Task The_most_urgent_goes_first_and_equals_go_in_order()
    {
        OutboxMessage[] messages = [Message(4), Message(1), Message(4), Message(2), Message(1)];
        foreach (var message in messages)
            await EnqueueAsync(message);
        Assert.Equal(new[] { 1, 4, 3, 0, 2 }.Select(i => messages[i].Id), _outbox.Pending(10).Select(entry => entry.Id));
        Assert.Equal(2, _outbox.Pending(2).Count);
    }

    [Fact]
    public async Task Of_a_case_only_the_oldest_may_go_and_a_more_urgent_one_takes_it_along()
    {
        var calm = Message(4);
        var other = Message(2);
        var urgent = Message(1) with { CaseId = calm.CaseId };
        var act = Message(3) with { CaseId = calm.CaseId };
        foreach (var message in new[] { calm, other, urgent, act })
            await EnqueueAsync(message);

        Guid[] sent = [calm.Id, urgent.Id, other.Id, act.Id];
        foreach (var expected in sent)
        {
            var next = _outbox.Pending(10).Select(entry => entry.Id).ToList();
            Assert.Equal(expected, next[0]);
            Assert.True(next.Count(id => id != other.Id) <= 1, "two messages of a case are never on their way at once");
            await _outbox.RemoveAsync([expected]);
        }
    }

    [Fact]
    public void Whatever_is_queued_and_receipted_goes_out_in_per_case_order_and_wholly() => Gen.Select(Gen.Int[0, 3], Gen.Int[1, 9], Gen.Bool).List[1, 40].Sample(
        steps =>
        {
            var cases = Enumerable.Range(0, 4).Select(_ => Guid.NewGuid().ToString()).ToList();
            var queued = new List<OutboxMessage>();
            var sent = new List<Guid>();
            foreach (var (place, priority, receipt) in steps)
            {
                var message = Message(priority) with { CaseId = cases[place] };
                queued.Add(message);
                EnqueueAsync(message).GetAwaiter().GetResult();
                if (receipt)
                    Send();
            }

            while (_outbox.Backlog().Count > 0)
                Send();
            foreach (var of in queued.GroupBy(message => message.CaseId))
                Assert.Equal(of.Select(message => message.Id), sent.Where(of.Select(message => message.Id).Contains));

            void Send()
            {
                var next = _outbox.Pending(1)[0].Id;
                sent.Add(next);
                _outbox.RemoveAsync([next]).GetAwaiter().GetResult();
            }
        },
        iter: 20,
        threads: 1);

    [Fact]
    public async Task Where_room_is_short_the_oldest_telemetry_goes_and_never_a_fact()
    {
        var facts = Enumerable.Range(0, 5).Select(_ => Message(4)).ToList();
        var telemetry = Enumerable.Range(0, 5).Select(i => Message(9) with { CaseId = null, Droppable = true, Slot = $"hour {i}", Payload = new byte[100] }).ToList();
        foreach (var message in facts.Zip(telemetry).SelectMany(pair => new[] { pair.First, pair.Second }))
            await EnqueueAsync(message);

        Assert.Equal(3, await _database.WriteAsync(connection => TelemetryRoom.Keep(connection, 250)));
        Assert.Equal(facts.Concat(telemetry[3..]).Select(message => message.Id), _outbox.Pending(20).Select(entry => entry.Id));
        Assert.Equal(2, await _database.WriteAsync(connection => TelemetryRoom.Keep(connection, 0)));
        Assert.Equal(5, _outbox.Backlog().Count);
        Assert.Equal(5, _database.Read(TelemetryRoom.Count));
    }

    [Fact]
    public async Task A_later_sketch_of_a_week_takes_the_place_of_one_that_waits()
    {
        var (first, second) = (Message(9) with { CaseId = null, Slot = "drift 2026-W45" }, Message(9) with { CaseId = null, Slot = "drift 2026-W45" });
        await EnqueueAsync(first);
        await EnqueueAsync(second);
        Assert.Equal(second.Id, Assert.Single(_outbox.Pending(10)).Id);
    }

    [Fact]
    public async Task A_row_leaves_on_its_receipt_alone_and_the_receipt_is_kept()
    {
        var (first, second) = (Message(1), Message(1));
        await EnqueueAsync(first);
        _time.Advance(TimeSpan.FromMinutes(5));
        await EnqueueAsync(second);
        IReadOnlyList<string> told = [];
        _outbox.CasesReceipted += cases => told = cases;

        await _outbox.RemoveAsync([first.Id, Guid.NewGuid()]);

        Assert.Equal([second.Id], _outbox.Pending(10).Select(entry => entry.Id));
        Assert.Equal(new OutboxBacklog(1, _time.GetUtcNow()), _outbox.Backlog());
        Assert.Equal([first.CaseId!], told);
        Assert.Equal(first.CaseId, _database.Read(connection => connection.Scalar("SELECT case_id FROM receipts WHERE id = $id", ("$id", first.Id.ToString()))));
        await _outbox.RemoveAsync([first.Id]);
        Assert.Empty(told);
    }

    [Fact]
    public async Task A_message_that_no_broker_would_carry_is_refused_at_the_door()
    {
        var fits = Message(1) with { Payload = new byte[MessageSize.LargestPayload] };
        Assert.Equal(EnqueueOutcome.Enqueued, await EnqueueAsync(fits));
        Assert.Equal(EnqueueOutcome.TooLarge, await EnqueueAsync(Message(1) with { Payload = new byte[MessageSize.LargestPayload + 1] }));
        Assert.Equal(1, _outbox.Backlog().Count);
    }

    public async ValueTask DisposeAsync()
    {
        _outbox.Dispose();
        await _database.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private static OutboxMessage Message(int priority) => new(Guid.CreateVersion7(), "result", CaseReport.SchemaId, priority, [1, 2, 3], Guid.NewGuid().ToString());

    private Task<EnqueueOutcome> EnqueueAsync(OutboxMessage message) => _database.WriteAsync(connection => _outbox.Enqueue(connection, message));
}
