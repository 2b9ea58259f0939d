using EdgeNode.Appliance.Health.Technical;
using Microsoft.AspNetCore.SignalR;

namespace EdgeNode.Appliance.Kiosk;

/// <summary>
/// What the service tells the page. After every (re)connect a full <c>Snapshot</c> comes first; a page that misses a sequence number
/// asks for the worklist anew. <c>Health</c> is the heartbeat: without it the page calls itself stale.
/// </summary>
public interface IKioskPage
{
    Task Snapshot(long sequence, Worklist worklist);

    Task CaseChanged(long sequence, CaseRow row);

    Task Health(Health.ApplianceStatus status);
}

/// <summary><c>/hubs/kiosk</c>: from the service to the page, but for the page's sign of life.</summary>
public sealed class KioskHub(KioskFeed feed, Health.ApplianceHealth health, PageHeartbeats heartbeats) : Hub<IKioskPage>
{
    /// <summary>Sent every two seconds from the page's drawing loop; a page in the background says so once.</summary>
    public void Alive(bool visible) => heartbeats.Beat(Context.ConnectionId, visible);

    public override Task OnDisconnectedAsync(Exception? exception)
    {
        heartbeats.Closed(Context.ConnectionId);
        return base.OnDisconnectedAsync(exception);
    }

    public override async Task OnConnectedAsync()
    {
        var worklist = feed.Snapshot();
        await Clients.Caller.Snapshot(worklist.Sequence, worklist);
        await Clients.Caller.Health(health.Status());
        heartbeats.Opened(Context.ConnectionId);
        await base.OnConnectedAsync();
    }
}
