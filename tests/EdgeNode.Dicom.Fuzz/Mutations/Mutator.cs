using EdgeNode.Dicom.Fuzz.Inputs;

namespace EdgeNode.Dicom.Fuzz.Mutations;

/// <summary>Makes the next input: something of the corpus, changed once or a few times.</summary>
internal sealed class Mutator(Dialect dialect, Corpus corpus, FuzzRandom random)
{
    private readonly Mutation[] _mutations = [.. ByteMutations.All, .. dialect == Dialect.Elements ? ElementMutations.All : [.. PduMutations.All, .. ElementMutations.All]];

    public void Next(InputBuffer input)
    {
        input.Load(corpus.Pick(random));
        do
        {
            if (input.Length == 0) return;
            random.Pick<Mutation>(_mutations)(input, random, corpus);
        }
        while (!random.OneIn(3));
    }
}
