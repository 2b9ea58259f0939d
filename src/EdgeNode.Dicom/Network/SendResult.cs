namespace EdgeNode.Dicom.Network;

/// <summary>How far a sending is: files answered for out of all, data set bytes sent.</summary>
public readonly record struct SendProgress(int Done, int Total, long Bytes);

/// <summary>
/// What became of one file: the peer's status, or a reason why it was not sent (of <see cref="PeerReasons"/> or
/// <see cref="Files.ReadReasons"/>) with one line for a person.
/// </summary>
public sealed record FileSendResult(string Path, DimseStatus? Status, string? Reason = null, string? Detail = null)
{
    public bool IsStored => Status is { IsStored: true };
}

/// <summary>Outcome of a sending: one result for each file in the order given, and what ended the association early, if anything did.</summary>
public sealed record SendResult(IReadOnlyList<FileSendResult> Files, PeerFailure? Failure)
{
    public int Stored => Files.Count(file => file.IsStored);

    public bool IsComplete => Failure is null && Files.All(file => file.IsStored);
}
