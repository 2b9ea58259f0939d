using EdgeNode.Dicom.Fuzz.Inputs;

namespace EdgeNode.Dicom.Fuzz.Mutations;

/// <summary>One change of an input. An input that is empty never comes here.</summary>
internal delegate void Mutation(InputBuffer input, FuzzRandom random, Corpus corpus);
