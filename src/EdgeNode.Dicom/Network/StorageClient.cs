using EdgeNode.Dicom.Network.Dimse;
using EdgeNode.Dicom.Network.Requesting;
using EdgeNode.Dicom.Network.UpperLayer;

namespace EdgeNode.Dicom.Network;

/// <summary>C-STORE as SCU (PS3.4 annex B): sends files as they are, without changing their transfer syntax.</summary>
public sealed class StorageClient(TimeProvider time, ScuTimeouts? timeouts = null)
{
    // Context ids are odd and one byte (PS3.8 section 9.3.2.2).
    private const int MaxContexts = 128;

    /// <summary>
    /// Sends files over one association that proposes each pair of SOP class and transfer syntax in a context of its own, so that the peer's
    /// choice is visible. Unusable files and a failing peer are values in the result.
    /// </summary>
    /// <param name="peer">The receiver.</param>
    /// <param name="callingAe">AE title of this side.</param>
    /// <param name="files">Paths; only their headers are held in memory.</param>
    /// <param name="progress">Told after every file.</param>
    /// <param name="cancel">Aborts the association and throws <see cref="OperationCanceledException"/>.</param>
    public async Task<SendResult> SendAsync(DicomPeer peer, string callingAe, IReadOnlyList<string> files, IProgress<SendProgress>? progress = null, CancellationToken cancel = default)
    {
        var outgoing = files.Select(OutgoingFile.Read).ToArray();
        var results = outgoing.Select(file => file.Failure).ToArray();
        var contexts = outgoing.Where(file => file.Failure is null).Select(file => (file.SopClass, file.TransferSyntax)).Distinct().Take(MaxContexts)
            .Select((pair, index) => (pair, Id: (byte)((2 * index) + 1))).ToDictionary(context => context.pair, context => context.Id);
        if (contexts.Count == 0) return Result(outgoing, results, null);
        try
        {
            var proposed = contexts.Select(context => new PresentationContext(context.Value, context.Key.SopClass, [context.Key.TransferSyntax])).ToList();
            await using var association = await RequestedAssociation.OpenAsync(peer, callingAe, proposed, timeouts ?? ScuTimeouts.Default, time, cancel);
            long bytes = 0;
            for (var i = 0; i < outgoing.Length; i++)
            {
                if (results[i] is null)
                {
                    (results[i], var sent) = await SendAsync(association, contexts, outgoing[i], (ushort)((i % 0xFFFF) + 1), cancel);
                    bytes += sent;
                }

                progress?.Report(new(i + 1, outgoing.Length, bytes));
            }

            await association.ReleaseAsync(cancel);
            return Result(outgoing, results, null);
        }
        catch (PeerException failure)
        {
            // Once every file has its status, an untidy goodbye changes nothing.
            return Result(outgoing, results, results.Any(result => result is null) ? failure.Failure : null);
        }
    }

    private static async Task<(FileSendResult Result, long Bytes)> SendAsync(
        RequestedAssociation association, Dictionary<(string, string), byte> contexts, OutgoingFile file, ushort messageId, CancellationToken cancel)
    {
        if (!contexts.TryGetValue((file.SopClass, file.TransferSyntax), out var context) || !association.Accepts(context, file.TransferSyntax))
        {
            return (new(file.Path, null, PeerReasons.ContextNotAccepted, $"The peer does not take SOP class {file.SopClass} in transfer syntax {file.TransferSyntax}."), 0);
        }

        await using var dataSet = file.OpenDataSet();
        if (dataSet is null) return (new(file.Path, null, PeerReasons.FileUnreadable, "The file went away before its turn."), 0);
        var command = new CommandSet(CommandSet.StoreRequest, messageId) { SopClassUid = file.SopClass, SopInstanceUid = file.SopInstance, HasDataSet = true };
        var response = await association.CallAsync(context, command, dataSet, cancel);
        return (new(file.Path, response.Status), dataSet.Length - file.DataSetOffset);
    }

    private static SendResult Result(OutgoingFile[] files, FileSendResult?[] results, PeerFailure? failure) =>
        new([.. files.Zip(results, (file, result) => result ?? new(file.Path, null, PeerReasons.NotSent, "The association ended before this file was answered."))], failure);
}
