namespace EdgeNode.Dicom.Fuzz.Targets;

/// <summary>The product did not throw, but did not keep a promise either. The words name the promise and stay the same from input to input.</summary>
internal sealed class InvariantException(string promise, string detail) : Exception($"{promise}: {detail}")
{
    public string Promise { get; } = promise;
}
