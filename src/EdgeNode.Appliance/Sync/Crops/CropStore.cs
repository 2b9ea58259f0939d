using System.Text.Json;
using EdgeNode.Appliance.Storage;
using EdgeNode.Contracts;
using EdgeNode.Contracts.Sync;

namespace EdgeNode.Appliance.Sync.Crops;

/// <summary>Moves crops on. Every step names the version it was taken for: a crop that is wanted anew meanwhile stays wanted.</summary>
internal sealed class CropStore(Database database, Outbox outbox, TimeProvider time)
{
    public IReadOnlyList<CropRecord> In(string state) => database.Read(connection =>
        connection.Query("SELECT * FROM crops WHERE state = $state ORDER BY id", CropRecord.Read, ("$state", state)));

    /// <summary>What still needs its files.</summary>
    public IReadOnlyList<NodeCrop> OnTheirWay() =>
        [.. new[] { CropStates.Held, CropStates.Ready, CropStates.Sent }.SelectMany(In).Select(row => row.Crop).OfType<NodeCrop>()];

    public Task<int> MadeAsync(CropRecord wanted, NodeCrop crop, CancellationToken cancel) => database.WriteAsync(
        connection => connection.Execute(
            "UPDATE crops SET state = $held, crop = $crop, hold = $hold WHERE id = $id AND version = $version AND state = $wanted",
            ("$held", CropStates.Held),
            ("$crop", JsonSerializer.Serialize(crop, ContractsJson.Default.NodeCrop)),
            ("$hold", crop.NearSkin ? CropHolds.NearSkin : null),
            ("$id", wanted.Id),
            ("$version", wanted.Version),
            ("$wanted", CropStates.Wanted)),
        cancel);

    /// <summary>Lets go what a person has released, and what needs none and has enough patients like its own.</summary>
    public Task<int> ReleaseAsync(int minimumPatients, CancellationToken cancel) => In(CropStates.Held).Count == 0 ? Task.FromResult(0) : database.WriteAsync(
        connection =>
        {
            var gone = 0;
            foreach (var held in connection.Query("SELECT * FROM crops WHERE state = $held", CropRecord.Read, ("$held", CropStates.Held)))
            {
                var isFew = CropSubjects.Alike(connection, held.CaseId) < minimumPatients;
                var holds = string.Join(' ', new[] { held.Crop!.NearSkin ? CropHolds.NearSkin : null, isFew ? CropHolds.TooFewAlike : null }.OfType<string>());
                var free = held.Released || holds.Length == 0;
                gone += free ? 1 : 0;
                connection.Execute(
                    "UPDATE crops SET state = $state, hold = $hold WHERE id = $id AND (state <> $state OR hold IS NOT $hold)",
                    ("$state", free ? CropStates.Ready : CropStates.Held), ("$hold", free ? null : holds), ("$id", held.Id));
            }

            return gone;
        },
        cancel);

    /// <summary>The files are at the centre: the reference goes into the outbox.</summary>
    public Task<int> SentAsync(CropRecord ready, CancellationToken cancel) => database.WriteAsync(
        connection =>
        {
            var told = ready.Crop! with { Id = Guid.CreateVersion7(time.GetUtcNow()) };
            var moved = connection.Execute(
                "UPDATE crops SET state = $sent, message = $message WHERE id = $id AND version = $version AND state = $ready",
                ("$sent", CropStates.Sent),
                ("$message", told.Id.ToString()),
                ("$id", ready.Id),
                ("$version", ready.Version),
                ("$ready", CropStates.Ready));
            if (moved == 1)
            {
                var payload = JsonSerializer.SerializeToUtf8Bytes(told, ContractsJson.Default.NodeCrop);
                outbox.Enqueue(connection, new(told.Id, Topics.CropKind, NodeCrop.SchemaId, Lanes.WithoutPriority, payload, ready.CaseId.ToString()));
            }

            return moved;
        },
        cancel);

    /// <summary>Crops whose reference the centre has receipted are done.</summary>
    public Task<int> ReceiptedAsync(CancellationToken cancel) => In(CropStates.Sent).Count == 0 ? Task.FromResult(0) : database.WriteAsync(
        connection => connection.Execute(
            "UPDATE crops SET state = $done WHERE state = $sent AND message IN (SELECT id FROM receipts)", ("$done", CropStates.Done), ("$sent", CropStates.Sent)),
        cancel);

    public Task<int> DropAsync(CropRecord crop, string why, CancellationToken cancel) => MoveAsync(crop, CropStates.Dropped, why, cancel);

    /// <summary>Its files are damaged or gone: it is made again.</summary>
    public Task<int> MakeAgainAsync(CropRecord crop, CancellationToken cancel) => MoveAsync(crop, CropStates.Wanted, null, cancel);

    private Task<int> MoveAsync(CropRecord crop, string state, string? hold, CancellationToken cancel) => database.WriteAsync(
        connection => connection.Execute(
            "UPDATE crops SET state = $state, hold = $hold, crop = NULL WHERE id = $id AND version = $version AND state = $from",
            ("$state", state), ("$hold", hold), ("$id", crop.Id), ("$version", crop.Version), ("$from", crop.State)),
        cancel);
}

/// <summary>Why a crop is held, or was dropped.</summary>
internal static class CropHolds
{
    public const string NearSkin = "NEAR_SKIN";
    public const string TooFewAlike = "TOO_FEW_ALIKE";
    public const string ImageGone = "CROP_IMAGE_GONE";
    public const string NodeGone = "CROP_NODE_GONE";
    public const string TooLarge = "CROP_TOO_LARGE";
    public const string ByPerson = "CROP_NOT_RELEASED";
}
