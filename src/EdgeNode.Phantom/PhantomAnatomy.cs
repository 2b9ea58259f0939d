namespace EdgeNode.Phantom;

/// <summary>Which anatomy a phantom is drawn from.</summary>
public enum PhantomAnatomy
{
    /// <summary>The first one, which the shipped reference model was trained on. It goes when a model has been trained on the detailed one (ADR 0018).</summary>
    Simple,

    /// <summary>Head, neck and shoulders with packed muscles, fascial fat, varied patients, and nodes that push tissue aside.</summary>
    Detailed,
}
