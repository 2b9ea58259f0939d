using System.Buffers;
using System.Collections.Concurrent;
using EdgeNode.Dicom.Network;

namespace EdgeNode.Dicom.Tests.Peers;

/// <summary>A sink that writes Part 10 files into a folder under names of its own; what is not committed is deleted.</summary>
internal sealed class FolderSink : IInstanceSink
{
    private int _files;

    public string Folder { get; } = Directory.CreateTempSubdirectory().FullName;

    public ConcurrentQueue<(long Association, AssociationEnd End)> Closed { get; } = new();

    public ConcurrentQueue<AssociationInfo> Opened { get; } = new();

    /// <summary>What a commit answers.</summary>
    public DimseStatus Answer { get; set; } = DimseStatus.Success;

    /// <summary>Throws instead of writing, as a full disk does.</summary>
    public bool IsFull { get; set; }

    /// <summary>A disk that takes its time: writes wait for it.</summary>
    public Task Gate { get; set; } = Task.CompletedTask;

    /// <summary>Writes that have begun to wait.</summary>
    public int Waiting { get; private set; }

    public string[] Stored => Directory.GetFiles(Folder, "*.dcm");

    public string[] All => Directory.GetFiles(Folder);

    public void AssociationOpened(AssociationInfo association) => Opened.Enqueue(association);

    public void AssociationClosed(AssociationInfo association, AssociationEnd end) => Closed.Enqueue((association.Id, end));

    public async ValueTask<IInstanceReception> BeginAsync(AssociationInfo association, StoreRequest request, CancellationToken cancel)
    {
        var path = Path.Combine(Folder, $"{Interlocked.Increment(ref _files)}.part");
        var reception = new Reception(this, path, File.Create(path));
        await reception.File.WriteAsync(request.Preamble(association.CallingAe), cancel);
        return reception;
    }

    private sealed record Reception(FolderSink Sink, string Path, FileStream File) : IInstanceReception
    {
        public async ValueTask WriteAsync(ReadOnlySequence<byte> dataSetBytes, CancellationToken cancel)
        {
            if (Sink.IsFull) throw new IOException("No space left on device.");
            Sink.Waiting++;
            await Sink.Gate;
            foreach (var segment in dataSetBytes) await File.WriteAsync(segment, cancel);
        }

        public async ValueTask<DimseStatus> CommitAsync(CancellationToken cancel)
        {
            await File.DisposeAsync();
            if (Sink.Answer.IsStored) System.IO.File.Move(Path, System.IO.Path.ChangeExtension(Path, ".dcm"));
            return Sink.Answer;
        }

        public async ValueTask DisposeAsync()
        {
            await File.DisposeAsync();
            System.IO.File.Delete(Path);
        }
    }
}
