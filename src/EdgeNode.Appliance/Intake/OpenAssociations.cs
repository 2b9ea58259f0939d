namespace EdgeNode.Appliance.Intake;

/// <summary>Which cases the open associations are sending to, and which were released in good order. Lives in memory: after a restart nobody is sending.</summary>
public sealed class OpenAssociations(TimeProvider time)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<long, HashSet<Guid>> _casesOf = [];
    private readonly Dictionary<Guid, DateTimeOffset?> _released = [];

    /// <summary>An instance of the case arrived over the association.</summary>
    public void Touch(long association, Guid caseId)
    {
        lock (_lock)
        {
            if (!_casesOf.TryGetValue(association, out var cases))
            {
                _casesOf[association] = cases = [];
            }

            cases.Add(caseId);
            _released[caseId] = null;
        }
    }

    public void Closed(long association, bool inGoodOrder)
    {
        lock (_lock)
        {
            if (!_casesOf.Remove(association, out var cases))
            {
                return;
            }

            foreach (var caseId in cases)
            {
                _released[caseId] = inGoodOrder ? time.GetUtcNow() : null;
            }
        }
    }

    public ReceptionState Of(Guid caseId, DateTimeOffset lastInstance)
    {
        lock (_lock)
        {
            return new(lastInstance, _casesOf.Values.Any(cases => cases.Contains(caseId)), _released.GetValueOrDefault(caseId));
        }
    }

    /// <summary>The case has been handed on; what was known of its senders is no longer of use.</summary>
    public void Forget(Guid caseId)
    {
        lock (_lock)
        {
            _released.Remove(caseId);
        }
    }
}
