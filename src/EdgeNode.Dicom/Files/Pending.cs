namespace EdgeNode.Dicom.Files;

/// <summary>
/// What belongs to data sets that are still being read: a stack in pieces, from which a data set that ends takes its own as an array of just that
/// length. Lists that double would cost several times as much memory.
/// </summary>
internal sealed class Pending<T>
{
    private const int PieceLength = 256;

    private readonly List<T[]> _pieces = new(1);

    public int Count { get; private set; }

    public T this[int index]
    {
        get => _pieces[index / PieceLength][index % PieceLength];
        set => _pieces[index / PieceLength][index % PieceLength] = value;
    }

    public void Push(T value)
    {
        if (Count == _pieces.Count * PieceLength) _pieces.Add(new T[PieceLength]);
        this[Count++] = value;
    }

    /// <summary>Forgets what was pushed from <paramref name="start"/> on.</summary>
    public void CutTo(int start) => Count = Math.Min(Count, start);

    /// <summary>Removes and returns what was pushed from <paramref name="start"/> on.</summary>
    public T[] TakeFrom(int start)
    {
        if (Count == start) return [];
        var taken = new T[Count - start];
        for (var i = 0; i < taken.Length; i++) taken[i] = this[start + i];
        Count = start;
        return taken;
    }
}
