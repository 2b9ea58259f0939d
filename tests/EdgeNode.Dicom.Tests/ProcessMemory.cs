namespace EdgeNode.Dicom.Tests;

/// <summary>Tests that look at the memory of the process run alone: what others hold meanwhile is not theirs.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class ProcessMemory
{
    public const string Name = "Memory of the process";
}
