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
