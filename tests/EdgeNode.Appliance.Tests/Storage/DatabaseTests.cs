using EdgeNode.Appliance.Storage;

namespace EdgeNode.Appliance.Tests.Storage;

public sealed class DatabaseTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("edgenode-db").FullName;

    [Fact]
    public async Task A_write_that_throws_is_undone_and_its_neighbours_in_the_same_commit_are_kept()
    {
        await using var database = Database.Open(_folder);
        var writes = Enumerable.Range(0, 40).Select(i => database.WriteAsync(connection =>
        {
            connection.Execute("INSERT INTO meta VALUES ($key, 'x')", ("$key", $"key{i}"));
            return i % 4 == 0 ? throw new InvalidOperationException("the caller's own trouble") : i;
        })).ToList();

        var failures = 0;
        foreach (var write in writes)
        {
            try
            {
                await write;
            }
            catch (InvalidOperationException)
            {
                failures++;
            }
        }

        Assert.Equal(10, failures);
        Assert.Equal(30L, database.Read(connection => connection.Scalar("SELECT count(*) FROM meta WHERE key LIKE 'key%'")));
    }

    [Fact]
    public async Task What_was_written_is_there_after_opening_again()
    {
        await using (var database = Database.Open(_folder))
        {
            await database.WriteAsync(connection => connection.Execute("INSERT INTO meta VALUES ('epoch', '1')"));
        }

        await using var again = Database.Open(_folder);
        Assert.Equal("1", again.Read(connection => connection.Scalar("SELECT value FROM meta WHERE key = 'epoch'")));
    }

    [Fact]
    public async Task Commits_are_synced_in_full()
    {
        await using var database = Database.Open(_folder);
        Assert.Equal(2L, await database.WriteAsync(connection => connection.Scalar("PRAGMA synchronous")));
        Assert.Equal("wal", await database.WriteAsync(connection => connection.Scalar("PRAGMA journal_mode")));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
