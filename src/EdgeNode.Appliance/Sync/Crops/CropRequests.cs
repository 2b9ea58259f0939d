using EdgeNode.Appliance.Feedback.Record;
using EdgeNode.Appliance.Storage;
using EdgeNode.Appliance.Sync.Anonymisation;
using EdgeNode.Contracts.Results;
using EdgeNode.Contracts.Sync;
using Microsoft.Data.Sqlite;

namespace EdgeNode.Appliance.Sync.Crops;

/// <summary>Wants crops, in the transaction of the result or act that asks for them. Does nothing where the site has not turned crops on.</summary>
public sealed class CropRequests(SyncOptions options, SiteSecret secret, TimeProvider time)
{
    private readonly CropOptions _options = options.Crops;

    /// <summary>Crops of a new result's nodes, and whose scan it is.</summary>
    public void Want(SqliteConnection transaction, CaseResult result, string studyInstanceUid, SubjectFacts? subject)
    {
        if (!_options.Enabled || result.State != CaseState.Analysed)
            return;
        if (subject is not null)
            CropSubjects.Keep(transaction, result.CaseId, secret, subject, studyInstanceUid);
        foreach (var node in result.Nodes)
        {
            if (CropChoice.Of(node, _options) is { } why)
                Want(transaction, result.CaseId, result.Revision, node.Id, why);
        }
    }

    /// <summary>The crop of the node that somebody judged, or found.</summary>
    /// <param name="transaction">The act's.</param>
    /// <param name="caseId">The case.</param>
    /// <param name="act">As it leaves the box.</param>
    public void Want(SqliteConnection transaction, Guid caseId, FeedbackAct act)
    {
        if (!_options.Enabled || act.Node is not { } node || CropChoice.Of(act, secret, _options) is not { } why)
            return;

        // Other crops of the case may show the missed node too, as background: they are made anew.
        if (act.Kind == ActKinds.MissedNode)
        {
            transaction.Execute(
                "UPDATE crops SET state = $wanted, version = version + 1, crop = NULL, message = NULL WHERE case_id = $case AND revision = $revision AND state NOT IN ($wanted, $dropped)",
                ("$wanted", CropStates.Wanted), ("$dropped", CropStates.Dropped), ("$case", caseId.ToString()), ("$revision", act.Revision));
        }

        Want(transaction, caseId, act.Revision, node, why);
    }

    private void Want(SqliteConnection transaction, Guid caseId, int revision, int node, string why) => transaction.Execute(
        """
        INSERT INTO crops (case_id, revision, node, why, state, created) VALUES ($case, $revision, $node, $why, $state, $now)
        ON CONFLICT (case_id, revision, node) DO UPDATE SET why = CASE WHEN instr(' ' || why || ' ', ' ' || $why || ' ') > 0 THEN why ELSE why || ' ' || $why END
        """,
        ("$case", caseId.ToString()),
        ("$revision", revision),
        ("$node", node),
        ("$why", why),
        ("$state", CropStates.Wanted),
        ("$now", time.GetUtcNow().ToStored()));
}
