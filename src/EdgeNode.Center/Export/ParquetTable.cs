using Parquet;
using Parquet.Schema;

namespace EdgeNode.Center.Export;

/// <summary>A table for Parquet: text, whole number, number or flag in each column, all of them nullable. One row group, Snappy.</summary>
internal sealed class ParquetTable<T>
{
    private readonly List<(DataField Field, Func<ParquetRowGroupWriter, DataField, IReadOnlyList<T>, Task> Write)> _columns = [];

    public ParquetTable<T> Text(string name, Func<T, string?> value) =>
        Add(new(name, typeof(string), true), (group, field, rows) => group.WriteAsync(field, [.. rows.Select(row => value(row)!)], null));

    public ParquetTable<T> Whole(string name, Func<T, long?> value) => Add(
        new(name, typeof(long), true), (group, field, rows) => group.WriteAsync(field, new ReadOnlyMemory<long?>([.. rows.Select(value)]), null, null, CancellationToken.None));

    public ParquetTable<T> Number(string name, Func<T, double?> value) => Add(
        new(name, typeof(double), true), (group, field, rows) => group.WriteAsync(field, new ReadOnlyMemory<double?>([.. rows.Select(value)]), null, null, CancellationToken.None));

    public ParquetTable<T> Flag(string name, Func<T, bool?> value) => Add(
        new(name, typeof(bool), true), (group, field, rows) => group.WriteAsync(field, new ReadOnlyMemory<bool?>([.. rows.Select(value)]), null, null, CancellationToken.None));

    public async Task WriteAsync(string path, IReadOnlyList<T> rows)
    {
        await using var file = File.Create(path);
        await using var writer = await ParquetWriter.CreateAsync(new(_columns.Select(column => column.Field)), file, new() { CompressionMethod = CompressionMethod.Snappy });
        using var group = writer.CreateRowGroup();
        foreach (var (field, write) in _columns)
            await write(group, field, rows);
        group.CompleteValidate();
    }

    private ParquetTable<T> Add(DataField field, Func<ParquetRowGroupWriter, DataField, IReadOnlyList<T>, Task> write)
    {
        _columns.Add((field, write));
        return this;
    }
}
