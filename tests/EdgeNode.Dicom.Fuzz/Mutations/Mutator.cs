using EdgeNode.Dicom.Fuzz.Inputs;

namespace EdgeNode.Dicom.Fuzz.Mutations;

/// <summary>Makes the next input: something of the corpus, changed once or a few times.</summary>
internal sealed class Mutator(Dialect dialect, Corpus corpus, FuzzRandom random)
{
    private readonly Mutation[] _mutations = [.. ByteMutations.All, .. Of(dialect)];

    private static Mutation[] Of(Dialect dialect) => dialect switch
    {
        Dialect.Elements => ElementMutations.All,
        Dialect.Pdus => [.. PduMutations.All, .. ElementMutations.All],
        _ => [],
    };

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
