namespace EdgeNode.Appliance.Evaluation.Statistics;

/// <summary>95 % intervals of all or nothing, where resampling has nothing to vary. Each thing counted stands for itself, so of nodes of few patients they are rather too narrow.</summary>
internal static class ExactInterval
{
    /// <summary>What each end leaves out.</summary>
    private const double Tail = 0.025;

    /// <summary>None or all of n (Clopper and Pearson 1934): the share at which that happens once in forty times.</summary>
    public static Figure OfShare(Figure figure)
    {
        var far = Math.Pow(Tail, 1.0 / figure.Of);
        return figure.Value == 1 ? figure with { Low = far } : figure with { High = 1 - far };
    }

    /// <summary>No event in n cases (Poisson): the rate at which that happens once in forty times.</summary>
    public static Figure OfNone(Figure figure) => figure with { High = -Math.Log(Tail) / figure.Of };
}
