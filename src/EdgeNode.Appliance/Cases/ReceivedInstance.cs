namespace EdgeNode.Appliance.Cases;

/// <summary>One instance in the spool, with what the index needs of its header. Holds personal data; never logged.</summary>
/// <param name="Checksum">XXH128 of the data set bytes as received (hex), to tell a repeat from a conflict and a whole record from a torn one.</param>
public sealed record ReceivedInstance(
    string SopInstanceUid,
    string SopClassUid,
    string TransferSyntaxUid,
    string StudyUid,
    string SeriesUid,
    string PatientName,
    string PatientId,
    string? StudyTime,
    InstanceLocation Location,
    string Checksum);

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
