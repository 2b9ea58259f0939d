using System.Collections.Concurrent;
using EdgeNode.Appliance.Cases;
using EdgeNode.Appliance.Health;
using EdgeNode.Appliance.Sync;
using Microsoft.AspNetCore.SignalR;

namespace EdgeNode.Appliance.Kiosk;

/// <summary>
/// Sends every change of a case to the pages under the next sequence number, changes of one case within a tick as one, and the status of
/// the box every two seconds.
/// </summary>
public sealed class KioskFeed(IHubContext<KioskHub, IKioskPage> pages, CaseQueries cases, CaseChanges changes, Outbox outbox, ApplianceHealth health, StageBeats beats, TimeProvider time)
    : BackgroundService
{
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(2);

    private readonly StageBeat _changesBeat = beats.Add("changes for the page", TimeSpan.FromMinutes(1));
    private readonly StageBeat _statusBeat = beats.Add("status for the page", TimeSpan.FromMinutes(1));
    private readonly ConcurrentDictionary<Guid, bool> _changed = new();
    private long _sequence;

    /// <summary>The worklist with the number of the last change it surely contains; it may hold newer ones, which then come again.</summary>
    public Worklist Snapshot()
    {
        var sequence = Interlocked.Read(ref _sequence);
        return new(sequence, cases.All()) { Intervals = cases.Intervals() };
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken)
    {
        changes.Changed += caseId => _changed[caseId] = true;
        outbox.CasesReceipted += receipted =>
        {
            foreach (var caseId in receipted)
            {
                _changed[Guid.Parse(caseId)] = true;
            }
        };
        return Task.WhenAll(SendChangesAsync(stoppingToken), SendHeartbeatsAsync(stoppingToken));
    }

    private async Task SendChangesAsync(CancellationToken cancel)
    {
        using var timer = new PeriodicTimer(Tick, time);
        while (await timer.WaitForNextTickAsync(cancel))
        {
            _changesBeat.Beat();
            foreach (var caseId in _changed.Keys)
            {
                _changed.TryRemove(caseId, out _);
                if (cases.Row(caseId) is { } row)
                {
                    await SentAsync(_changesBeat, pages.Clients.All.CaseChanged(Interlocked.Increment(ref _sequence), row));
                }
            }
        }
    }

    private async Task SendHeartbeatsAsync(CancellationToken cancel)
    {
        using var timer = new PeriodicTimer(Heartbeat, time);
        do
        {
            _statusBeat.Beat();
            await SentAsync(_statusBeat, pages.Clients.All.Health(health.Status()));
        }
        while (await timer.WaitForNextTickAsync(cancel));
    }

    /// <summary>A page that does not read what it is sent holds this up until SignalR gives it up: it must not look like a hang of the box.</summary>
    private static async Task SentAsync(StageBeat beat, Task sending)
    {
        beat.Rest();
        await sending;
        beat.Beat();
    }
}
