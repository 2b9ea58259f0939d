namespace EdgeNode.Appliance.Feedback.Record;

/// <summary>An act that somebody wants to do.</summary>
/// <param name="Act">The client's id.</param>
/// <param name="Kind">One of <see cref="ActKinds"/>.</param>
/// <param name="CaseId">Null for acts on no case.</param>
/// <param name="Content">What was sent, JSON.</param>
internal sealed record ActDraft(Guid Act, string Kind, Guid? CaseId, string Content);

/// <summary>How somebody says who acts: the token of a sign-on, or the code of a station.</summary>
public sealed record ActSender(string? Token, string? Station)
{
    /// <summary>A station of <c>alarms.readers</c>.</summary>
    public static ActSender Of(string? station) => new(null, station);
}

/// <summary>An act while it is done.</summary>
internal sealed class ActMoment(string reader, DateTimeOffset now)
{
    public string Reader => reader;

    public DateTimeOffset Now => now;

    /// <summary>What the box adds to the act in the record, JSON.</summary>
    public string? Effect { get; set; }
}
