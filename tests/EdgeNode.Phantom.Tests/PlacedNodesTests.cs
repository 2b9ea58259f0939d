using EdgeNode.Phantom.Anatomy;
using EdgeNode.Phantom.Nodes;

namespace EdgeNode.Phantom.Tests;

/// <summary>What is in the necks in the end, after the search for room, is what the tables say.</summary>
public sealed class PlacedNodesTests
{
    private static readonly List<PlacedNode> Placed = [.. Enumerable.Range(0, 400).SelectMany(seed => Place(Patient.Draw((ulong)seed)))];

    [Theory]
    [InlineData(PhantomNodeClass.Negative, "IA", 0.034)]
    [InlineData(PhantomNodeClass.Negative, "IB", 0.081)]
    [InlineData(PhantomNodeClass.Negative, "II", 0.299)]
    [InlineData(PhantomNodeClass.Negative, "III", 0.120)]
    [InlineData(PhantomNodeClass.Negative, "IV", 0.164)]
    [InlineData(PhantomNodeClass.Negative, "V", 0.267)]
    [InlineData(PhantomNodeClass.Positive, "IB", 0.124)]
    [InlineData(PhantomNodeClass.Positive, "II", 0.45)]
    [InlineData(PhantomNodeClass.Positive, "III", 0.19)]
    [InlineData(PhantomNodeClass.Positive, "V", 0.127)]
    public void A_level_holds_as_many_nodes_as_the_tables_say(PhantomNodeClass kind, string level, double share)
    {
        var levels = Placed.Where(node => node.Label.Class == kind).Select(node => node.Label.Level.TrimEnd('A', 'B') is "I" ? node.Label.Level : node.Label.Level.TrimEnd('A', 'B')).ToList();

        Assert.InRange(levels.Count(l => l == level) / (double)levels.Count, share * 0.75, (share * 1.25) + 0.01);
    }

    [Fact]
    public void A_dissected_side_has_few_nodes()
    {
        var sides = Enumerable.Range(0, 1000).Select(seed => Patient.Draw((ulong)seed)).Where(patient => patient.DissectedSide != 0)
            .SelectMany(patient => Place(patient).Select(node => node.Label.Side == patient.DissectedSide)).ToList();

        Assert.InRange(sides.Count(dissected => dissected) / (double)sides.Count, 0.02, 0.16);
    }

    private static List<PlacedNode> Place(Patient patient) => NodePlaces.Place(HeadAndNeck.Draw(patient), null, -76, 76, patient.Size);
}
