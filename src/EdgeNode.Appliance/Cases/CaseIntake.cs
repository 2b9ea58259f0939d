using EdgeNode.Appliance.Storage;
using EdgeNode.Contracts.Results;
using Microsoft.Data.Sqlite;

namespace EdgeNode.Appliance.Cases;

/// <summary>How instances become cases: one case a study; a late instance opens the case again as a new revision.</summary>
public sealed class CaseIntake(Database database, CaseChanges changes, TimeProvider time)
{
    /// <summary>Commits the instance's row, and its case's. When the task ends, both survive a power cut.</summary>
    public async Task<InstanceRecorded> RecordAsync(ReceivedInstance instance, CancellationToken cancel)
    {
        var recorded = await database.WriteAsync(connection => Record(connection, instance, time.GetUtcNow()), cancel);
        if (recorded.Outcome == InstanceOutcome.Stored)
        {
            changes.PublishReception(recorded.CaseId);
        }

        return recorded;
    }

    /// <summary>Takes back a row whose bytes did not reach the disk; a case that holds nothing else goes with it.</summary>
    public Task WithdrawAsync(string sopInstanceUid, CancellationToken cancel) => database.WriteAsync(
        connection =>
        {
            var caseId = connection.Scalar("SELECT case_id FROM instances WHERE sop_instance_uid = $uid", ("$uid", sopInstanceUid));
            connection.Execute("DELETE FROM instances WHERE sop_instance_uid = $uid", ("$uid", sopInstanceUid));
            return connection.Execute(
                "DELETE FROM cases WHERE case_id = $id AND state = 'Receiving' AND revision = 1 AND NOT EXISTS (SELECT 1 FROM instances WHERE case_id = $id)",
                ("$id", caseId));
        },
        cancel);

    private static InstanceRecorded Record(SqliteConnection connection, ReceivedInstance instance, DateTimeOffset now)
    {
        if (InstanceLookup.Find(connection, instance.SopInstanceUid) is { } known)
        {
            return new(known.Checksum == instance.Checksum ? InstanceOutcome.AlreadyThere : InstanceOutcome.Conflict, known.CaseId);
        }

        var caseId = OpenCase(connection, instance, now);
        connection.Execute(
            """
            INSERT INTO instances (sop_instance_uid, case_id, series_uid, sop_class_uid, transfer_syntax, file, file_offset, bytes, checksum, received)
            VALUES ($sop, $case, $series, $class, $syntax, $file, $offset, $bytes, $checksum, $now)
            """,
            ("$sop", instance.SopInstanceUid),
            ("$case", caseId.ToString()),
            ("$series", instance.SeriesUid),
            ("$class", instance.SopClassUid),
            ("$syntax", instance.TransferSyntaxUid),
            ("$file", instance.Location.File),
            ("$offset", instance.Location.Offset),
            ("$bytes", instance.Location.Bytes),
            ("$checksum", instance.Checksum),
            ("$now", now.ToStored()));
        return new(InstanceOutcome.Stored, caseId);
    }

    private static Guid OpenCase(SqliteConnection connection, ReceivedInstance instance, DateTimeOffset now)
    {
        var existing = connection.Query("SELECT * FROM cases WHERE study_uid = $study", CaseRecord.Read, ("$study", instance.StudyUid));
        if (existing.Count == 0)
        {
            var id = Guid.CreateVersion7(now);
            connection.Execute(
                """
                INSERT INTO cases (case_id, study_uid, state, revision, patient_name, patient_id, study_time, last_instance)
                VALUES ($id, $study, 'Receiving', 1, $name, $patient, $studyTime, $now)
                """,
                ("$id", id.ToString()),
                ("$study", instance.StudyUid),
                ("$name", instance.PatientName),
                ("$patient", instance.PatientId),
                ("$studyTime", instance.StudyTime),
                ("$now", now.ToStored()));
            return id;
        }

        var open = existing[0];
        var reopened = open.State != CaseState.Receiving;
        connection.Execute(
            """
            UPDATE cases SET state = 'Receiving', last_instance = $now, revision = revision + $step,
              attempts = 0, reason_code = NULL, reason_text = NULL,
              complete = NULL, queued = NULL, started = NULL, kept_from = NULL
            WHERE case_id = $id
            """,
            ("$now", now.ToStored()),
            ("$step", reopened ? 1 : 0),
            ("$id", open.Id.ToString()));
        return open.Id;
    }
}
