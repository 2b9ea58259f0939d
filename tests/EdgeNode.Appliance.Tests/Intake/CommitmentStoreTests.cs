using EdgeNode.Appliance.Intake.Commitment;
using EdgeNode.Appliance.Storage;
using EdgeNode.Dicom.Network.Commitment;
using Microsoft.Extensions.Time.Testing;

namespace EdgeNode.Appliance.Tests.Intake;

/// <summary>A peer that asks once more while the box is still busy with its first request waits for a second report, and gets it.</summary>
public sealed class CommitmentStoreTests : IAsyncLifetime
{
    private static readonly CommitmentRequest Request = new("2.25.70", [new("1.2.840.10008.5.1.4.1.1.2", "2.25.1")]);

    private readonly string _folder = Directory.CreateTempSubdirectory("edgenode-commitment").FullName;
    private readonly FakeTimeProvider _time = new(DateTimeOffset.UnixEpoch.AddYears(60));
    private readonly Database _database;
    private readonly CommitmentStore _store;

    public CommitmentStoreTests() => _store = new(_database = Database.Open(_folder), _time);

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        await _database.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_is_asked_again_outlives_the_end_of_the_first_report(bool isReported)
    {
        var first = await AskAsync();
        await _store.AddAsync("RAW", Request, TestContext.Current.CancellationToken);
        await (isReported ? _store.EndAsync(first, "reported", TestContext.Current.CancellationToken) : _store.PostponeAsync([first], TestContext.Current.CancellationToken));

        _time.Advance(ReportSchedule.First);
        var second = Assert.Single(_store.Due());
        Assert.Equal((first.Id, 0, 2), (second.Id, second.Attempts, second.Asked));
        await _store.EndAsync(second, "reported", TestContext.Current.CancellationToken);
        Assert.Empty(_store.Due());
    }

    private async Task<PendingReport> AskAsync()
    {
        await _store.AddAsync("RAW", Request, TestContext.Current.CancellationToken);
        _time.Advance(ReportSchedule.First);
        return Assert.Single(_store.Due());
    }
}
