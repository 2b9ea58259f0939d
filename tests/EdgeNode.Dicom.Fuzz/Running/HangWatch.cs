namespace EdgeNode.Dicom.Fuzz.Running;

/// <summary>Sees a worker that does not get on.</summary>
internal sealed class HangWatch(FuzzWorker worker, TimeSpan limit, TimeProvider time)
{
    private long _executions = -1;
    private long _since;

    public FuzzWorker Worker => worker;

    public bool IsHanging()
    {
        var executions = worker.Executions;
        if (executions != _executions) (_executions, _since) = (executions, time.GetTimestamp());
        return time.GetElapsedTime(_since) > limit;
    }
}
