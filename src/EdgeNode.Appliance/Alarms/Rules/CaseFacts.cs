using EdgeNode.Contracts.Results;

namespace EdgeNode.Appliance.Alarms.Rules;

/// <summary>A study with its nodes as the conditions see it.</summary>
internal sealed record CaseFacts
{
    public CaseFacts(IReadOnlyList<NodeFinding> nodes, StudySigns signs, IReadOnlyList<string> limits, IReadOnlyDictionary<int, NodeReview> reviews, RuleParameters parameters)
    {
        if (reviews.Keys.Except(nodes.Select(node => node.Id)).Any())
        {
            throw new ArgumentException("A review names a node that this result does not have: it belongs to another revision.", nameof(reviews));
        }

        Signs = signs;
        Nodes = [.. nodes.Where(node => reviews.GetValueOrDefault(node.Id)?.Rejected != true).Select(node => new NodeFacts(node, reviews.GetValueOrDefault(node.Id), parameters))];
        Suspects = [.. Nodes.Where(node => node.IsSuspect)];

        // Of a place that was marked and found, the mark counts: two marks in what was found as one node stay two.
        SuspectPlaces = [.. Suspects.Where(node => !Suspects.Any(mark => mark.SameAs == node.Node.Id))];
        Clusters = FindClusters((int)parameters["cluster_n"], parameters["cluster_link_mm"]);
        Limits = limits;
    }

    public StudySigns Signs { get; }

    public IReadOnlyList<NodeFacts> Nodes { get; }

    /// <summary>Nodes of class positive or ENE.</summary>
    public IReadOnlyList<NodeFacts> Suspects { get; }

    /// <summary>The same, each place once.</summary>
    public IReadOnlyList<NodeFacts> SuspectPlaces { get; }

    /// <summary>Groups of borderline nodes on one side, linked by their centres' distance, each place once.</summary>
    public IReadOnlyList<IReadOnlyList<NodeFacts>> Clusters { get; }

    public IReadOnlyList<string> Limits { get; }

    /// <summary>Sides of the neck with a suspect node; midline is no side.</summary>
    public int SuspectSides => Suspects.Select(node => node.Node.Side).Where(side => side is "left" or "right").Distinct().Count();

    private List<IReadOnlyList<NodeFacts>> FindClusters(int least, double linkMm)
    {
        var clusters = new List<IReadOnlyList<NodeFacts>>();
        var open = Nodes.Where(node => node.IsBorderline).ToList();
        while (open.Count > 0)
        {
            var cluster = new List<NodeFacts> { open[0] };
            open.RemoveAt(0);
            for (var i = 0; i < cluster.Count; i++)
            {
                var near = open.Where(node => node.Node.Side == cluster[i].Node.Side && (node.Centre - cluster[i].Centre).Length <= linkMm).ToList();
                cluster.AddRange(near);
                open.RemoveAll(near.Contains);
            }

            // Marks and what was found in their place both link. Counted are the marks, as above: so a further mark takes nothing away, and
            // nothing counts anew because what was found there is rejected.
            var places = cluster.Where(node => !cluster.Any(mark => mark.SameAs == node.Node.Id)).ToList();
            if (places.Count >= least)
            {
                clusters.Add(places);
            }
        }

        return clusters;
    }
}
