namespace EdgeNode.Phantom.Nodes;

/// <summary>What the truth table says of a node beside its voxels. Side -1 is the patient's right.</summary>
internal readonly record struct NodeLabel(PhantomNodeClass Class, string Level, int Side);
