namespace EdgeNode.Dicom.Fuzz.Running;

/// <summary>Sees a worker that does not get on.</summary>
internal sealed class HangWatch(FuzzWorker worker, TimeSpan limit, TimeProvider time)
{
    private long _steps = -1;
    private long _since;

    public FuzzWorker Worker => worker;

    public bool IsHanging()
    {
        var steps = worker.Steps;
        if (steps != _steps) (_steps, _since) = (steps, time.GetTimestamp());
        return time.GetElapsedTime(_since) > limit;
    }
}
