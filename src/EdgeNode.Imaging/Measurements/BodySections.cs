using System.Collections.Concurrent;
using EdgeNode.Imaging.Components;
using EdgeNode.Imaging.Volumes;

namespace EdgeNode.Imaging.Measurements;

/// <summary>The parts of each slice above -300 HU, looked at once whoever asks and however many nodes lie in it.</summary>
internal sealed class BodySections(Volume<short> ct)
{
    private readonly ConcurrentDictionary<int, IReadOnlyList<IReadOnlyList<VoxelRun>>> _parts = new();

    public Volume<short> Ct => ct;

    /// <summary>The largest first, as <see cref="BodySection.Parts"/>.</summary>
    public IReadOnlyList<IReadOnlyList<VoxelRun>> Parts(int z) => _parts.GetOrAdd(z, static (slice, volume) => BodySection.Parts(volume, slice), ct);
}
