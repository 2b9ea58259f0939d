using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using EdgeNode.Center.Adjudicating;
using EdgeNode.Center.Storage;
using EdgeNode.Contracts;
using EdgeNode.Contracts.Sync;

namespace EdgeNode.Center.Export;

/// <summary>A case of a site, whatever the order of its facts among other sites' was.</summary>
internal readonly record struct CaseId(string Site, string CaseKey) : IComparable<CaseId>
{
    public int CompareTo(CaseId other) => (string.CompareOrdinal(Site, other.Site), string.CompareOrdinal(CaseKey, other.CaseKey)) switch
    {
        (0, var key) => key,
        (var site, _) => site,
    };
}

/// <summary>Everything that is known of a case: the last report and all nodes of each revision, all acts in their order, the latest crops.</summary>
internal sealed class CaseFacts
{
    public SortedDictionary<int, CaseReport> Reports { get; } = [];

    public SortedDictionary<(int Revision, int Number), ReportedNode> Nodes { get; } = [];

    public List<FeedbackAct> Acts { get; } = [];

    public SortedDictionary<(int Revision, int Number), NodeCrop> Crops { get; } = [];

    /// <summary>Decisions of the central team, in their order.</summary>
    public List<Adjudication> Decided { get; } = [];

    /// <summary>Some report, act or crop names the node.</summary>
    public bool Knows(int revision, int number) =>
        Nodes.ContainsKey((revision, number)) || Acts.Any(act => act.Node == number) || Crops.Any(crop => crop.Key.Revision == revision && crop.Value.Nodes.Contains(number));
}

/// <summary>The centre's facts, drawn together by case from the log. What comes out depends on the facts alone, not on the store or the order of cases.</summary>
/// <param name="Cases">By site and case key.</param>
/// <param name="Count">Facts that were read.</param>
/// <param name="Sha256">SHA-256 over their sorted ids, each with a line feed.</param>
/// <param name="Decisions">The same of the central team's decisions.</param>
internal sealed record TrainingFacts(SortedDictionary<CaseId, CaseFacts> Cases, int Count, string Sha256, FactsDigest Decisions)
{
    public static TrainingFacts Read(CenterDatabase database)
    {
        var cases = new SortedDictionary<CaseId, CaseFacts>();
        var ids = new List<string>();
        database.Read(connection =>
        {
            var facts = connection.Each(
                "SELECT id, node, case_key, kind, payload FROM facts WHERE case_key IS NOT NULL ORDER BY n",
                row => (Id: row.GetString(0), Case: new CaseId(row.GetString(1), row.GetString(2)), Kind: row.GetString(3), Payload: (byte[])row[4]));
            foreach (var fact in facts)
            {
                ids.Add(fact.Id);
                if (!cases.TryGetValue(fact.Case, out var known))
                    cases.Add(fact.Case, known = new());
                Take(known, fact.Kind, fact.Payload);
            }

            return ids.Count;
        });
        var decisions = new Adjudications(database).All().Where(made => cases.ContainsKey(new(made.Site, made.CaseKey))).ToList();
        decisions.ForEach(made => cases[new(made.Site, made.CaseKey)].Decided.Add(made));
        return new(cases, ids.Count, Digest(ids), new(decisions.Count, Digest(decisions.Select(made => made.Id.ToString()))));
    }

    private static string Digest(IEnumerable<string> ids) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(string.Concat(ids.Order(StringComparer.Ordinal).Select(id => id + "\n")))));

    /// <summary>One case, and the number of its last fact; null of a case that is not here.</summary>
    public static (CaseFacts? Facts, long Last) Of(CenterDatabase database, CaseId id) => database.Read(connection =>
    {
        var (known, last) = ((CaseFacts?)null, 0L);
        var facts = connection.Each(
            "SELECT n, kind, payload FROM facts WHERE node = @node AND case_key = @case AND length(payload) > 0 ORDER BY n",
            row => (N: row.GetInt64(0), Kind: row.GetString(1), Payload: (byte[])row[2]), ("@node", id.Site), ("@case", id.CaseKey));
        foreach (var fact in facts)
        {
            Take(known ??= new(), fact.Kind, fact.Payload);
            last = fact.N;
        }

        return (known, last);
    });

    private static void Take(CaseFacts known, string kind, byte[] payload)
    {
        switch (kind)
        {
            case Topics.ResultKind when JsonSerializer.Deserialize(payload, ContractsJson.Default.CaseReport) is { } report:
                known.Reports[report.Revision] = report;
                Take(known, report.Revision, report.Nodes);
                break;
            case Topics.NodesKind when JsonSerializer.Deserialize(payload, ContractsJson.Default.NodeTable) is { } table:
                Take(known, table.Revision, table.Nodes);
                break;
            case Topics.FeedbackKind when JsonSerializer.Deserialize(payload, ContractsJson.Default.FeedbackAct) is { } act:
                known.Acts.Add(act);
                break;
            case Topics.CropKind when JsonSerializer.Deserialize(payload, ContractsJson.Default.NodeCrop) is { } crop:
                if (!known.Crops.TryGetValue((crop.Revision, crop.Node), out var older) || crop.Version > older.Version)
                    known.Crops[(crop.Revision, crop.Node)] = crop;
                break;
        }
    }

    private static void Take(CaseFacts known, int revision, IReadOnlyList<ReportedNode> nodes)
    {
        foreach (var node in nodes)
            known.Nodes[(revision, node.Id)] = node;
    }
}
