using System.Security.Cryptography;
using System.Text;
using EdgeNode.Appliance.Feedback.Record;
using EdgeNode.Appliance.Sync.Anonymisation;
using EdgeNode.Contracts.Results;
using EdgeNode.Contracts.Sync;

namespace EdgeNode.Appliance.Sync.Crops;

/// <summary>Of which nodes a crop is wanted, and the code of why. Null: of this one none.</summary>
internal static class CropChoice
{
    public const string Ene = "ENE_FINDING";
    public const string Borderline = "BORDERLINE_SIZE";
    public const string Uncertain = "UNCERTAIN_CLASS";
    public const string Rejected = "VERDICT_REJECTED";
    public const string Reclassified = "VERDICT_RECLASSIFIED";
    public const string Missed = "MISSED_NODE";
    public const string Agreed = "AGREED_SAMPLE";

    public static string? Of(NodeFinding node, CropOptions options) =>
        node.Label == NodeClass.Ene ? Ene
        : node.Borderline ? Borderline
        : Entropy(node.ClassProbabilities) >= options.LeastEntropy ? Uncertain
        : null;

    public static string? Of(FeedbackAct act, SiteSecret secret, CropOptions options) => act switch
    {
        { Kind: ActKinds.MissedNode } => Missed,
        { Verdict: "Reject" } => Rejected,
        { Verdict: "Reclassify" } => Reclassified,
        { Verdict: "Agree" } when Draw(secret, act) < options.AgreedShare => Agreed,
        _ => null,
    };

    /// <summary>Shannon entropy over the entropy of three alike.</summary>
    private static double Entropy(IReadOnlyList<double> shares) => -shares.Where(share => share > 0).Sum(share => share * Math.Log(share)) / Math.Log(3);

    /// <summary>0 to 1, the same for the same node: nobody can draw again by judging again.</summary>
    private static double Draw(SiteSecret secret, FeedbackAct act) =>
        BitConverter.ToUInt32(HMACSHA256.HashData(secret.Key, Encoding.UTF8.GetBytes($"draw:{act.CaseKey}:{act.Revision}:{act.Node}"))) / (double)uint.MaxValue;
}
