namespace EdgeNode.Appliance.Cases;

/// <summary>Tells everybody in the process that a case changed. The database stays the truth: a missed call costs time, never a case.</summary>
public sealed class CaseChanges
{
    private TaskCompletionSource _next = NewSource();

    /// <summary>Raised after the commit, on the committing thread: handlers only take note.</summary>
    public event Action<Guid>? Changed;

    /// <summary>A case has one instance more. Nobody has work to do for it, so nobody is woken: a study brings hundreds.</summary>
    public void PublishReception(Guid caseId) => Changed?.Invoke(caseId);

    public void Publish(Guid caseId)
    {
        Changed?.Invoke(caseId);
        Interlocked.Exchange(ref _next, NewSource()).TrySetResult();
    }

    /// <summary>Ends at the next change of any case, or after <paramref name="atMost"/>.</summary>
    public async Task NextAsync(TimeSpan atMost, TimeProvider time, CancellationToken cancel)
    {
        try
        {
            await Volatile.Read(ref _next).Task.WaitAsync(atMost, time, cancel);
        }
        catch (TimeoutException)
        {
            // Looking again after a while is the safety net, not an error.
        }
    }

    private static TaskCompletionSource NewSource() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
