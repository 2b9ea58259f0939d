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

/// <summary><c>/hubs/kiosk</c>: one way, from the service to the page.</summary>
public sealed class KioskHub(KioskFeed feed, Health.ApplianceHealth health) : Hub<IKioskPage>
{
    public override async Task OnConnectedAsync()
    {
        var worklist = feed.Snapshot();
        await Clients.Caller.Snapshot(worklist.Sequence, worklist);
        await Clients.Caller.Health(health.Status());
        await base.OnConnectedAsync();
    }
}
