using EdgeNode.Dicom.DataSets;
using EdgeNode.Dicom.Network.Accepting;

namespace EdgeNode.Dicom.Network;

/// <summary>An accepted presentation context.</summary>
public sealed record ContextEntry(string AbstractSyntax, string TransferSyntax);

/// <summary>What became of an association.</summary>
public enum AssociationOutcome
{
    Open,
    Released,
    Aborted,
    Lost,

    /// <summary>Refused by A-ASSOCIATE-RJ.</summary>
    Rejected,
}

/// <summary>One association for people to look at. Holds nothing of what was sent over it.</summary>
/// <param name="CallingAe">AE title the peer gives itself, printable.</param>
/// <param name="CalledAe">AE title it asked for, printable.</param>
/// <param name="RemoteAddress">Address and port.</param>
/// <param name="IsTls">It came over TLS.</param>
/// <param name="Contexts">Accepted ones; the first 32 of them.</param>
/// <param name="Started">When it was asked for, UTC.</param>
/// <param name="Ended">Null while open.</param>
/// <param name="Why">A few words.</param>
/// <param name="Stored">Instances answered with success or a warning.</param>
/// <param name="Refused">Instances answered with a failure.</param>
/// <param name="Bytes">Of all data sets received.</param>
public sealed record AssociationEntry(
    string CallingAe, string CalledAe, string RemoteAddress, bool IsTls, IReadOnlyList<ContextEntry> Contexts, DateTimeOffset Started, DateTimeOffset? Ended,
    AssociationOutcome Outcome, string Why, int Stored, int Refused, long Bytes);

/// <summary>
/// The last associations. Those that were refused, and those that could only verify, have a share of their own: a peer that knocks for ever
/// does not push the others out.
/// </summary>
public sealed class AssociationLog
{
    private const int OwnShare = 8;

    private readonly Lock _lock = new();
    private readonly int _length;
    private readonly Queue<AssociationTrack> _working = new();
    private readonly Queue<AssociationTrack> _refused = new();
    private readonly Queue<AssociationTrack> _verifying = new();

    internal AssociationLog(int length) => _length = length;

    /// <summary>Newest first.</summary>
    public IReadOnlyList<AssociationEntry> Entries()
    {
        lock (_lock)
        {
            return [.. _working.Concat(_refused).Concat(_verifying).Select(track => track.Entry()).OrderByDescending(entry => entry.Started).Take(_length)];
        }
    }

    internal void Add(AssociationTrack track)
    {
        var start = track.Entry();
        var (queue, most) = start.Outcome == AssociationOutcome.Rejected ? (_refused, Math.Max(1, _length / OwnShare))
            : start.Contexts.All(context => context.AbstractSyntax == SopClasses.Verification) ? (_verifying, Math.Max(1, _length / OwnShare))
            : (_working, _length);
        lock (_lock)
        {
            queue.Enqueue(track);
            if (queue.Count > most) queue.Dequeue();
        }
    }
}
