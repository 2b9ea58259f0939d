using EdgeNode.Dicom.Fuzz.Inputs;
using EdgeNode.Dicom.Fuzz.Mutations;
using EdgeNode.Dicom.Fuzz.Targets;

namespace EdgeNode.Dicom.Fuzz.Running;

/// <summary>Executions of one thread: first every seed as it is, then changed ones.</summary>
internal sealed class FuzzWorker(IFuzzTarget target, Corpus corpus, ulong seed, FlightRecorder recorder)
{
    private readonly InputBuffer _input = new();
    private long _executions;
    private long _steps;

    public long Executions => Volatile.Read(ref _executions);

    /// <summary>Counts up while the target comes back: also while a finding is made smaller.</summary>
    public long Steps => Volatile.Read(ref _steps);

    public long Accepted => target.Accepted;

    public int Kept => corpus.Count - corpus.Seeds;

    /// <summary>The input of the execution under way.</summary>
    public byte[] Current() => recorder.Current();

    /// <summary>Runs until so many executions are done, somebody asks to stop, or something is found.</summary>
    public Finding? Run(long executions, Func<bool> isStopped)
    {
        var mutator = new Mutator(target.Dialect, corpus, new(seed));
        for (long i = 0; i < executions && !isStopped(); i++)
        {
            if (i < corpus.Seeds) _input.Load(corpus[(int)i]);
            else mutator.Next(_input);
            recorder.Begin(_input.Span);
            try
            {
                corpus.Consider(_input.Span, target.Execute(_input.Memory));
            }
            catch (Exception failure)
            {
                return new Minimizer(target, Step).Minimize(Finding.Of(target.Name, failure, _input.Span));
            }

            Volatile.Write(ref _executions, i + 1);
            Step();
        }

        return null;
    }

    private void Step() => Volatile.Write(ref _steps, _steps + 1);
}
