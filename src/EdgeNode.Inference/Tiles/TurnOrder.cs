namespace EdgeNode.Inference.Tiles;

/// <summary>
/// Lets threads that finish in any order act in the order of their numbers. Every number must be taken by a running thread, and once one thread
/// gives up all others are told to.
/// </summary>
internal sealed class TurnOrder
{
    private readonly object _gate = new();
    private int _next;
    private bool _abandoned;

    /// <summary>Acts once all smaller numbers have; false where a thread gave up.</summary>
    public bool Take(int number, Action act)
    {
        lock (_gate)
        {
            while (_next != number && !_abandoned)
            {
                Monitor.Wait(_gate);
            }

            if (_abandoned)
            {
                return false;
            }

            act();
            _next++;
            Monitor.PulseAll(_gate);
            return true;
        }
    }

    public void Abandon()
    {
        lock (_gate)
        {
            _abandoned = true;
            Monitor.PulseAll(_gate);
        }
    }
}
