using EdgeNode.Appliance.Cases;
using EdgeNode.Appliance.Intake.Segments;

namespace EdgeNode.Appliance.Intake;

/// <summary>What one association has in hand: the segment it appends to, and the rows of its instances that are on their way.</summary>
internal sealed class AssociationIntake(long association, OpenAssociations associations, PendingInstances pending)
{
    private readonly Lock _lock = new();
    private Task _rows = Task.CompletedTask;

    public Segment? Segment { get; set; }

    /// <summary>The instance is synced; its row follows.</summary>
    public void Commit(ReceivedInstance instance)
    {
        var row = CommitAsync(instance);
        lock (_lock) _rows = _rows.IsCompleted ? row : Task.WhenAll(_rows, row);
    }

    /// <summary>Another instance of a case that is known already.</summary>
    public void Touch(Guid caseId) => associations.Touch(association, caseId);

    /// <summary>The association is over: that is told once its rows are there, so that the case they belong to hears of it.</summary>
    public async Task CloseAsync(bool inGoodOrder)
    {
        Task rows;
        lock (_lock) rows = _rows;
        await rows;
        associations.Closed(association, inGoodOrder);
    }

    private async Task CommitAsync(ReceivedInstance instance)
    {
        if (await pending.CommitAsync(instance) is { } recorded) Touch(recorded.CaseId);
    }
}
