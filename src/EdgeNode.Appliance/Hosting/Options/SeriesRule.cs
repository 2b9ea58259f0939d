namespace EdgeNode.Appliance.Hosting.Options;

/// <summary>
/// One line of <c>analysis.series</c>: what it says of a series that could be analysed. The scores of all lines that hold are added; the
/// series with the highest sum is taken, of equal ones that with more, then with thinner slices. Series whose geometry cannot be analysed
/// or whose image shows no neck are out before any rule is asked.
/// </summary>
public sealed record SeriesRule
{
    private static readonly string[] Texts = ["imageType", "bodyPart", "kernel"];
    private static readonly string[] Numbers = ["slices", "lengthMm", "neckMm", "spacingMm", "thicknessMm", "contrast"];

    /// <summary>
    /// <c>imageType</c> (0008,0008), <c>bodyPart</c> (0018,0015), <c>kernel</c> (0018,1210): texts. <c>slices</c>, <c>lengthMm</c> along the
    /// normal, <c>neckMm</c> of neck in the image, <c>spacingMm</c>, <c>thicknessMm</c>, <c>contrast</c> (1 where an agent is named, or else 0): numbers.
    /// </summary>
    public string Field { get; init; } = "";

    /// <summary>Holds where one value of a text field is one of these, without case.</summary>
    public IReadOnlyList<string> OneOf { get; init; } = [];

    /// <summary>Holds where the number is at least this.</summary>
    public double? AtLeast { get; init; }

    /// <summary>Holds where the number is at most this.</summary>
    public double? AtMost { get; init; }

    public double Score { get; init; }

    /// <summary>
    /// What comes with the program. A derived series (MPR, MIP) is taken only where nothing else is left: no sum of the others outweighs it.
    /// Then how much of the neck is in the image, since the rest cannot be judged; then slices thin enough to measure 10 mm nodes; then contrast and a soft kernel.
    /// </summary>
    public static IReadOnlyList<SeriesRule> Included { get; } =
    [
        new() { Field = "imageType", OneOf = ["DERIVED", "MPR", "REFORMATTED", "MIP", "MIN IP", "PROJECTION IMAGE"], Score = -1000 },
        new() { Field = "imageType", OneOf = ["SECONDARY"], Score = -100 },
        new() { Field = "neckMm", AtLeast = 50, Score = 20 },
        new() { Field = "neckMm", AtLeast = 100, Score = 40 },
        new() { Field = "thicknessMm", AtMost = 3.01, Score = 20 },
        new() { Field = "spacingMm", AtMost = 3.01, Score = 20 },
        new() { Field = "contrast", AtLeast = 1, Score = 30 },
        new() { Field = "bodyPart", OneOf = ["NECK", "HEADNECK", "HEAD AND NECK"], Score = 10 },
        new() { Field = "kernel", OneOf = ["BONE", "BONEPLUS", "EDGE", "LUNG", "DETAIL"], Score = -30 },
    ];

    public IEnumerable<OptionError> Validate(string path)
    {
        if (Texts.Contains(Field) ? OneOf.Count == 0 || AtLeast is not null || AtMost is not null : Numbers.Contains(Field) && (OneOf.Count > 0 || (AtLeast ?? AtMost) is null))
        {
            yield return new(path, "has oneOf for a text (imageType, bodyPart, kernel), or else atLeast or atMost for a number");
        }
        else if (!Texts.Contains(Field) && !Numbers.Contains(Field))
        {
            yield return new($"{path}.field", $"is one of {string.Join(", ", Texts.Concat(Numbers))}");
        }
    }
}
