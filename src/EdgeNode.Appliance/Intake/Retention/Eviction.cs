using EdgeNode.Appliance.Cases;

namespace EdgeNode.Appliance.Intake.Retention;

/// <summary>A case whose images may go.</summary>
/// <param name="KeptFrom">Day of running from which on it has had no newer instance.</param>
/// <param name="Files">Segments that hold its instances.</param>
internal sealed record EvictionCandidate(Guid CaseId, int Revision, int KeptFrom, IReadOnlyList<string> Files);

/// <summary>A case whose rows are gone, with the bytes that are still to be taken off the disk.</summary>
internal sealed record UnfinishedEviction(Guid CaseId, int Revision, IReadOnlyList<InstanceLocation> Instances);

/// <summary>Images on the box and images that were removed from it.</summary>
/// <param name="CasesWithImages">Cases whose images are here.</param>
/// <param name="CasesRemoved">Cases, by revision, whose images were removed.</param>
/// <param name="InstancesRemoved">How many images that were.</param>
/// <param name="BytesRemoved">And bytes of them.</param>
/// <param name="LastRemoved">When this last happened.</param>
public sealed record RetentionStatus(int CasesWithImages, int CasesRemoved, long InstancesRemoved, long BytesRemoved, DateTimeOffset? LastRemoved);
