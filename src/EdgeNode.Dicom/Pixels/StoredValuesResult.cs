using System.Diagnostics.CodeAnalysis;

namespace EdgeNode.Dicom.Pixels;

/// <summary>Stored values, or a reason of <see cref="PixelReasons"/> with one line for a person.</summary>
public sealed record StoredValuesResult
{
    private StoredValuesResult(StoredValues? values, string? reason, string? detail) => (Values, Reason, Detail) = (values, reason, detail);

    public StoredValues? Values { get; }

    public string? Reason { get; }

    public string? Detail { get; }

    [MemberNotNullWhen(true, nameof(Values))]
    [MemberNotNullWhen(false, nameof(Reason), nameof(Detail))]
    public bool IsDecoded => Values is not null;

    internal static StoredValuesResult Success(StoredValues values) => new(values, null, null);

    internal static StoredValuesResult Failure(PixelProblem problem) => new(null, problem.Reason, problem.Detail);
}
