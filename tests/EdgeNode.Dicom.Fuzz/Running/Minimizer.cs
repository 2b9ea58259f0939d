using EdgeNode.Dicom.Fuzz.Targets;

namespace EdgeNode.Dicom.Fuzz.Running;

/// <summary>Makes the input of a finding smaller and plainer while it stays the same finding: greedily takes pieces out, then zeroes bytes.</summary>
internal sealed class Minimizer(IFuzzTarget target, Action tried)
{
    private const int MostTries = 20_000;

    private int _tries;

    public Finding Minimize(Finding finding)
    {
        var input = finding.Input;
        for (var piece = Math.Max(1, input.Length / 2); piece > 0 && _tries < MostTries; piece /= 2)
        {
            for (var at = 0; at < input.Length && _tries < MostTries;)
            {
                byte[] shorter = [.. input.AsSpan(0, at), .. input.AsSpan(Math.Min(input.Length, at + piece))];
                if (Shows(finding, shorter)) input = shorter;
                else at += piece;
            }
        }

        for (var at = 0; at < input.Length && _tries < MostTries; at++)
        {
            if (input[at] == 0) continue;
            byte[] plainer = [.. input];
            plainer[at] = 0;
            if (Shows(finding, plainer)) input = plainer;
        }

        return finding with { Input = input };
    }

    private bool Shows(Finding finding, byte[] input)
    {
        _tries++;
        tried();
        try
        {
            target.Execute(input);
            return false;
        }
        catch (Exception failure)
        {
            return Finding.KindOf(failure) == finding.Kind;
        }
    }
}
