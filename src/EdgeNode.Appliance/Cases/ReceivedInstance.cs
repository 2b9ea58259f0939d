namespace EdgeNode.Appliance.Cases;

/// <summary>One instance that lies synced in the spool, with what the index needs of its header. Holds personal data; never logged.</summary>
/// <param name="File">Path below the spool folder; a name of ours, never made of received text.</param>
/// <param name="Sha256">Of the data set bytes as received (lower-case hex), to tell a repeat from a conflict.</param>
public sealed record ReceivedInstance(
    string SopInstanceUid,
    string SopClassUid,
    string TransferSyntaxUid,
    string StudyUid,
    string SeriesUid,
    string PatientName,
    string PatientId,
    string? StudyTime,
    string File,
    long Bytes,
    string Sha256);

/// <summary>What became of a received instance.</summary>
public enum InstanceOutcome
{
    /// <summary>New, and its row is committed.</summary>
    Stored,

    /// <summary>The same bytes were already there: nothing to do, and success is the truth.</summary>
    AlreadyThere,

    /// <summary>Another instance with this SOP Instance UID is there: the first is kept, this one belongs in quarantine.</summary>
    Conflict,
}

/// <summary>The outcome with the case that the instance belongs to.</summary>
public sealed record InstanceRecorded(InstanceOutcome Outcome, Guid CaseId);
