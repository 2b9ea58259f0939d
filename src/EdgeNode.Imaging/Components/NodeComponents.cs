using EdgeNode.Imaging.Geometry;
using EdgeNode.Imaging.Volumes;

namespace EdgeNode.Imaging.Components;

/// <summary>
/// The connected components of a label volume: 26-connected over the union of the classes, so touching nodes of different classes are
/// one conglomerate. Those that are no nodes (too small, in air, in the head) are kept apart, so that the written segmentation can lose them too.
/// </summary>
public sealed record NodeComponents(IReadOnlyList<Component> Kept, IReadOnlyList<Component> Removed)
{
    private const int Classes = 4;

    /// <summary>Finds components, in the order of their first voxel.</summary>
    /// <param name="labels">0 background, 1 negative, 2 positive, 3 ENE.</param>
    /// <param name="options">Size threshold and class rule.</param>
    /// <exception cref="ArgumentException">A label is above 3.</exception>
    public static NodeComponents Find(Volume<byte> labels, ComponentOptions options)
    {
        var forest = Scan(labels);
        var groups = new Dictionary<int, List<VoxelRun>>();
        for (var i = 0; i < forest.Runs.Count; i++)
        {
            var root = forest.Root(i);
            if (!groups.TryGetValue(root, out var runs))
                groups.Add(root, runs = []);
            runs.Add(forest.Runs[i]);
        }

        var threshold = options.MinVoxelsOn(labels.Geometry);
        var found = groups.OrderBy(group => group.Key).Select(group => Describe(labels, group.Value, options.MinClassShare));
        var (kept, removed) = (new List<Component>(), new List<Component>());
        foreach (var component in found)
            (component.Voxels >= threshold ? kept : removed).Add(component);
        return new(kept, removed);
    }

    /// <summary>Moves those that lie in air, on the table or a tube, to the removed.</summary>
    /// <param name="ct">Hounsfield units, on the grid of the labels.</param>
    public NodeComponents WithoutThoseInAir(Volume<short> ct) => Without(component => AirAround.IsMost(ct, component));

    /// <summary>Moves those that lie wholly above a height to the removed.</summary>
    /// <param name="grid">Of the labels.</param>
    /// <param name="zMm">Patient z (LPS, mm).</param>
    public NodeComponents WithoutThoseAbove(GridGeometry grid, double zMm) => Without(component => LowestMm(grid, component.Box) > zMm);

    /// <summary>Moves those that are no nodes to the removed.</summary>
    public NodeComponents Without(Func<Component, bool> isNone)
    {
        var none = Kept.ToLookup(isNone);
        return new([.. none[false]], [.. Removed, .. none[true]]);
    }

    /// <summary>Sets the voxels of the removed components to background in the volume they were found in.</summary>
    public void EraseRemoved(Volume<byte> labels)
    {
        foreach (var run in Removed.SelectMany(component => component.Runs))
            labels.Span.Slice(run.Start, run.Length).Clear();
    }

    /// <summary>Patient z of the lowest corner of a box, mm: no voxel in it lies lower, however the grid is turned.</summary>
    private static double LowestMm(GridGeometry grid, VoxelBox box) =>
        (from x in new[] { box.X0, box.X1 } from y in new[] { box.Y0, box.Y1 } from z in new[] { box.Z0, box.Z1 } select grid.ToPatient(x, y, z).Z).Min();

    private static RunForest Scan(Volume<byte> labels)
    {
        var size = labels.Size;
        var forest = new RunForest(size);
        for (var z = 0; z < size.Z; z++)
        {
            var slice = labels.Slice(z);
            var empty = !slice.ContainsAnyExcept((byte)0);
            for (var y = 0; y < size.Y; y++)
            {
                if (!empty)
                    ScanRow(slice.Slice(y * size.X, size.X), labels.IndexOf(0, y, z), forest);
                forest.EndRow(y, z);
            }
        }

        return forest;
    }

    private static void ScanRow(ReadOnlySpan<byte> row, int start, RunForest forest)
    {
        for (var x = row.IndexOfAnyExcept((byte)0); x >= 0 && x < row.Length;)
        {
            var length = row[x..].IndexOf((byte)0);
            if (length < 0)
                length = row.Length - x;
            forest.Add(start + x, length);
            x += length;
            var next = row[x..].IndexOfAnyExcept((byte)0);
            x = next < 0 ? row.Length : x + next;
        }
    }

    private static Component Describe(Volume<byte> labels, List<VoxelRun> runs, double minClassShare)
    {
        var counts = new int[Classes];
        var size = labels.Size;
        var box = new VoxelBox(size.X, size.Y, runs[0].Start / size.SliceVoxels, 0, 0, runs[^1].Start / size.SliceVoxels);
        foreach (var run in runs)
        {
            foreach (var label in labels.Span.Slice(run.Start, run.Length))
            {
                if (label >= Classes)
                    throw new ArgumentException($"Label {label} is not one of 0 background, 1 negative, 2 positive, 3 ENE.", nameof(labels));
                counts[label]++;
            }

            var (x, y) = (run.Start % size.X, run.Start / size.X % size.Y);
            box = box with { X0 = Math.Min(box.X0, x), X1 = Math.Max(box.X1, x + run.Length - 1), Y0 = Math.Min(box.Y0, y), Y1 = Math.Max(box.Y1, y) };
        }

        return new(runs, counts, box, WorstClass(counts, minClassShare));
    }

    private static byte WorstClass(int[] counts, double minShare)
    {
        var (total, worse) = (counts.Sum(), 0);
        for (byte label = Classes - 1; label > 1; label--)
        {
            worse += counts[label];
            if (worse > 0 && worse >= minShare * total)
                return label;
        }

        return 1;
    }
}
