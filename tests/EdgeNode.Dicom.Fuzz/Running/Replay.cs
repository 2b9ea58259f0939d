using EdgeNode.Dicom.Fuzz.Targets;

namespace EdgeNode.Dicom.Fuzz.Running;

/// <summary>One saved input again; what it does is printed.</summary>
internal static class Replay
{
    /// <summary>True when nothing is wrong with it any more.</summary>
    public static bool Run(IFuzzTarget target, byte[] input, TextWriter output)
    {
        try
        {
            // What is made once, such as the dictionary, is no cost of this input.
            foreach (var seed in target.Seeds(null)) target.Execute(seed);
            output.WriteLine($"{target.Name}: nothing found, behaviour {target.Execute(input):X16}");
            return true;
        }
        catch (Exception failure)
        {
            output.WriteLine($"{target.Name}: {Finding.KindOf(failure)}\n{failure}");
            return false;
        }
    }
}
