using EdgeNode.Appliance.Intake.Segments;
using EdgeNode.Dicom.Files;
using EdgeNode.Dicom.Network;
using EdgeNode.TestPeers;

namespace EdgeNode.Appliance.Tests.Intake;

/// <summary>The same instance on two associations at once: whoever is told success, its bytes are on disk.</summary>
public sealed class ConcurrentRepeatTests : IDisposable
{
    private const string Uid = "1.2.1";
    private readonly string _folder = Directory.CreateTempSubdirectory("edgenode-repeat").FullName;
    private readonly byte[] _dataSet = ReceivingBox.DataSet(Uid);

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public async Task A_repeat_of_what_is_being_synced_is_answered_when_that_is_over_and_kept_by_itself_where_it_failed(int failures)
    {
        using var held = new ManualResetEventSlim();
        var (begun, syncs) = (new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously), 0);
        await using var box = new ReceivingBox(_folder, sync: file =>
        {
            var sync = Interlocked.Increment(ref syncs);
            begun.TrySetResult();
            if (sync == 1) held.Wait();
            if (sync <= failures) throw new IOException("The disk refuses.");
            DiskSync.Data(file);
        });
        var first = Task.Run(() => box.StoreAsync(box.Associate(), Uid, _dataSet), TestContext.Current.CancellationToken);
        await begun.Task;

        await using var reception = await box.Sink.BeginAsync(box.Associate(), new StoreRequest(ReceivingBox.Ct, Uid, TransferSyntax.ExplicitVrLittleEndian.Uid), default);
        await reception.WriteAsync(new(_dataSet), default);
        var repeat = reception.CommitAsync(default).AsTask();
        var isEarly = repeat.IsCompleted;
        held.Set();

        Assert.False(isEarly);
        Assert.Equal(failures > 0 ? DimseStatus.OutOfResources : DimseStatus.Success, await first);
        Assert.Equal(failures > 1 ? DimseStatus.OutOfResources : DimseStatus.Success, await repeat);
        await Eventually.TrueAsync(() => box.Stored().Count == (failures > 1 ? 0 : 1), "what was answered with success has its row");
        Assert.Equal(DimseStatus.Success, await box.StoreAsync(box.Associate(), Uid, _dataSet));
        Assert.Equal([_dataSet], box.Stored());
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
