using System.Collections.Concurrent;

namespace EdgeNode.Appliance.Health.Technical;

/// <summary>
/// Signs of life of the pages that are open. A page sends one from its drawing loop every two seconds, so a page that hangs falls silent
/// although its connection is open. A page in the background says so and owes none. A clock that is set neither hides nor makes a silence.
/// </summary>
public sealed class PageHeartbeats(TimeProvider time)
{
    private readonly ConcurrentDictionary<string, long?> _pages = new(StringComparer.Ordinal);
    private long _lastAny = time.GetTimestamp();

    /// <summary>A page has connected; it has as long as everybody else for its first sign.</summary>
    public void Opened(string connection) => _pages[connection] = time.GetTimestamp();

    /// <param name="visible">False: it is in the background and will send none for a while.</param>
    public void Beat(string connection, bool visible)
    {
        _pages[connection] = visible ? time.GetTimestamp() : null;
        if (visible)
        {
            Interlocked.Exchange(ref _lastAny, time.GetTimestamp());
        }
    }

    public void Closed(string connection) => _pages.TryRemove(connection, out _);

    /// <summary>For how long a page that should be alive has been silent; null when none is.</summary>
    /// <param name="expected">A kiosk page must be open all the time, so that a page that is gone is silent too.</param>
    public TimeSpan? Silence(TimeSpan limit, bool expected)
    {
        var silences = _pages.Values.OfType<long>().Select(last => time.GetElapsedTime(last)).ToList();
        if (expected)
        {
            silences.Add(time.GetElapsedTime(Interlocked.Read(ref _lastAny)));
        }

        return silences.Where(silence => silence >= limit).Select(silence => (TimeSpan?)silence).Max();
    }
}
