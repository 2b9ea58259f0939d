using EdgeNode.Appliance.Hosting;
using EdgeNode.Appliance.Intake;
using EdgeNode.Appliance.Storage;
using EdgeNode.Appliance.Storage.Backup;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Time.Testing;

namespace EdgeNode.Appliance.Tests.Storage;

/// <summary>Every way a database file can be bad ends in a box that runs, says what happened and has deleted nothing.</summary>
public sealed class DatabaseStartTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("edgenode-db").FullName;
    private readonly FakeTimeProvider _time = new(new(2026, 11, 26, 8, 0, 0, TimeSpan.Zero));
    private readonly Backups _backups;

    public DatabaseStartTests() => _backups = new(Path.Combine(_folder, "backups"), kept: 3);

    private string DataFile => Path.Combine(_folder, Database.FileName);

    [Fact]
    public async Task A_whole_database_is_opened_as_it_is()
    {
        await FillAsync("a");
        await using var database = Open();
        Assert.Equal("a", Value(database));
        Assert.Null(database.Read(Restoration.Of));
        Assert.False(Directory.Exists(Path.Combine(_folder, "damaged")));
    }

    public static TheoryData<string> Damage => ["header", "middle", "cut short", "empty pages", "text", "no length", "no tables", "missing"];

    [Theory]
    [MemberData(nameof(Damage))]
    public async Task A_damaged_one_is_put_aside_and_the_newest_copy_takes_its_place(string damage)
    {
        await FillAsync("of the copy");
        await using (var database = Open()) _backups.Make(database, _time.GetUtcNow());
        _time.Advance(TimeSpan.FromHours(3));
        await FillAsync("after the copy");
        Spoil(damage);

        await using var again = Open();
        Assert.Equal("of the copy", Value(again));
        var restored = again.Read(Restoration.Of)!;
        Assert.Equal(_time.GetUtcNow(), restored.At);
        Assert.Equal(_time.GetUtcNow() - TimeSpan.FromHours(3), restored.CopyMade);
        Assert.True(again.Read(Restoration.OwesImages));
        Assert.Null(again.Read(connection => connection.Scalar("SELECT value FROM meta WHERE key = 'sync.epoch'")));
        if (damage != "missing") Assert.Single(Directory.GetFiles(Path.Combine(_folder, "damaged"), Database.FileName, SearchOption.AllDirectories));
    }

    [Fact]
    public async Task One_with_a_damaged_index_is_mended_and_loses_nothing()
    {
        await FillAsync("of the copy");
        await using (var database = Open()) _backups.Make(database, _time.GetUtcNow());
        await FillAsync("after the copy");
        HiddenRow.Write(DataFile);

        await using var again = Open();
        Assert.Equal("after the copy", Value(again));
        Assert.Equal(1L, again.Read(connection => connection.Scalar("SELECT count(*) FROM cases WHERE state = 'Receiving'")));
        Assert.Null(again.Read(Restoration.Of));
    }

    [Fact]
    public async Task A_damaged_copy_is_passed_over_for_the_one_before()
    {
        await FillAsync("older");
        await using (var database = Open()) _backups.Make(database, _time.GetUtcNow());
        _time.Advance(TimeSpan.FromDays(1));
        await FillAsync("newer");
        await using (var database = Open())
        {
            var newer = _backups.Make(database, _time.GetUtcNow());
            await File.WriteAllBytesAsync(newer.Path, new byte[9000]);
        }

        Spoil("header");
        await using var again = Open();
        Assert.Equal("older", Value(again));
    }

    [Theory]
    [InlineData(3650)]
    [InlineData(-3650)]
    public async Task The_copy_that_holds_the_most_is_put_back_whatever_the_clock_said_when_it_was_made(int daysOff)
    {
        await FillAsync("older");
        await using (var database = Open()) _backups.Make(database, _time.GetUtcNow() + TimeSpan.FromDays(daysOff > 0 ? daysOff : 0));
        await FillAsync("newer");
        await using (var database = Open())
        {
            await database.WriteAsync(connection => connection.Execute("INSERT INTO acts (act_id, kind, reader, via, content, at) VALUES ('a', 'k', 'r', 'v', '{}', 't')"));
            _backups.Make(database, _time.GetUtcNow() + TimeSpan.FromDays(daysOff > 0 ? 0 : daysOff));
        }

        Spoil("header");
        await using var again = Open();
        Assert.Equal("newer", Value(again));
    }

    [Fact]
    public async Task A_new_box_that_has_started_takes_the_copy_that_is_put_beside_it()
    {
        var copy = await OfAnotherBoxAsync();
        await using (var database = Open())
        {
            // What the new box says by itself counts for nothing.
            await database.WriteAsync(connection => connection.Execute("INSERT INTO outbox (id, kind, schema, priority, payload, created) VALUES ('1', 'telemetry', 's', 1, x'00', 't'), ('2', 'telemetry', 's', 1, x'00', 't')"));
            _backups.Make(database, _time.GetUtcNow());
            Assert.Null(database.Read(Restoration.Of));
        }

        PutBack(copy);
        await using var again = Open();
        Assert.Equal("of another box", Value(again));
        var restored = again.Read(Restoration.Of)!;
        Assert.Equal(Restoration.HeldNothing, restored.Why);
        Assert.Contains("held nothing yet", restored.Words, StringComparison.Ordinal);
        Assert.True(again.Read(Restoration.OwesImages));
        Assert.Single(Directory.GetFiles(Path.Combine(_folder, "damaged"), Database.FileName, SearchOption.AllDirectories));
    }

    [Theory]
    [InlineData("INSERT INTO cases (case_id, study_uid, state, revision, patient_name, patient_id, last_instance) VALUES ('c', '1.9', 'Receiving', 1, '', '', '')")]
    [InlineData("INSERT INTO acts (act_id, kind, reader, via, content, at) VALUES ('b', 'k', 'r', 'v', '{}', 't')")]
    [InlineData("INSERT INTO people (code, name, role, salt, pin_hash, iterations, added) VALUES ('A1', 'Dr Lin', 'physician', x'00', x'00', 1, 't')")]
    [InlineData("INSERT INTO commitment_requests (peer, transaction_uid, is_duplicate, received) VALUES ('PACS', '1.2', 0, 't')")]
    public async Task A_box_that_holds_what_somebody_would_miss_takes_no_copy(string what)
    {
        var copy = await OfAnotherBoxAsync();
        await using (var database = Open()) await database.WriteAsync(connection => connection.Execute(what));
        PutBack(copy);
        await using var again = Open();
        Assert.Null(Value(again));
        Assert.Null(again.Read(Restoration.Of));
    }

    [Fact]
    public async Task Copies_of_a_box_that_holds_nothing_push_out_none_that_holds_something()
    {
        PutBack(await OfAnotherBoxAsync());
        var kept = Directory.GetFiles(Path.Combine(_folder, "backups"));
        await using var database = Database.Open(_folder);
        for (var day = 1; day < 6; day++) _backups.Make(database, _time.GetUtcNow() + TimeSpan.FromDays(day));
        Assert.Contains(kept[0], Directory.GetFiles(Path.Combine(_folder, "backups")));
        Assert.Equal(4, _backups.NewestFirst(_time.GetUtcNow() + TimeSpan.FromDays(5)).Count);
    }

    [Fact]
    public async Task A_copy_that_cannot_be_opened_is_passed_over_and_never_removed()
    {
        await FillAsync("older");
        await using (var database = Open())
        {
            Unreadable(days: 2);
            _backups.Make(database, _time.GetUtcNow());
        }

        Spoil("header");
        await using (var again = Open()) Assert.Equal("older", Value(again));
        Assert.Equal(1, _backups.Unreadable(_time.GetUtcNow()));
    }

    [Fact]
    public async Task A_box_whose_only_copy_cannot_be_opened_begins_empty_and_says_so()
    {
        await FillAsync("lost");
        Unreadable(days: 0);
        Spoil("header");
        await using var database = Open();
        Assert.Contains("no copy that could be read", database.Read(Restoration.Of)!.Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Copies_from_the_future_go_first_and_are_put_back_last()
    {
        await FillAsync("future");
        var future = new List<DatabaseCopy>();
        await using (var database = Open())
        {
            for (var day = 0; day < 3; day++) future.Add(_backups.Make(database, _time.GetUtcNow() + TimeSpan.FromDays(3650 + day)));
        }

        await FillAsync("now");
        await using (var database = Open()) _backups.Make(database, _time.GetUtcNow());
        Assert.Equal([_time.GetUtcNow(), future[2].Made, future[1].Made], _backups.NewestFirst(_time.GetUtcNow()).Select(copy => copy.Made));

        Spoil("header");
        await using var again = Open();
        Assert.Equal("now", Value(again));
    }

    [Fact]
    public async Task Without_a_copy_the_box_begins_empty_and_says_so()
    {
        await FillAsync("lost");
        Spoil("header");
        await using var database = Open();
        Assert.Null(Value(database));
        var restored = database.Read(Restoration.Of)!;
        Assert.Null(restored.CopyMade);
        Assert.Contains("no copy", restored.Words, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("no length")]
    [InlineData("missing")]
    public async Task With_images_and_no_copy_the_box_is_not_taken_for_a_new_one(string damage)
    {
        await FillAsync("lost");
        await File.WriteAllBytesAsync(Path.Combine(new Spool(_folder).Folder, "1.seg"), [1]);
        Spoil(damage);
        await using var database = Open();
        Assert.NotNull(database.Read(Restoration.Of));
        Assert.True(database.Read(Restoration.OwesImages));
    }

    [Theory]
    [InlineData("no length")]
    [InlineData("missing")]
    public async Task A_new_box_whose_first_start_was_cut_off_begins_without_a_word(string damage)
    {
        await Open().DisposeAsync();
        Spoil(damage);
        await using var database = Open();
        Assert.Null(database.Read(Restoration.Of));
    }

    [Fact]
    public async Task It_is_said_until_somebody_confirms_it()
    {
        await FillAsync("x");
        Spoil("header");
        await using (var database = Open())
        {
            await database.WriteAsync(Restoration.ImagesTaken);
            Assert.False(database.Read(Restoration.OwesImages));
        }

        await using var later = Open();
        Assert.NotNull(later.Read(Restoration.Of));
        await later.WriteAsync(Restoration.Confirm);
        Assert.Null(later.Read(Restoration.Of));
    }

    [Fact]
    public async Task So_many_copies_are_kept_and_the_oldest_go()
    {
        await using var database = Open();
        for (var day = 0; day < 5; day++)
        {
            _backups.Make(database, _time.GetUtcNow());
            _time.Advance(TimeSpan.FromDays(1));
        }

        Assert.Equal([30, 29, 28], _backups.NewestFirst(_time.GetUtcNow()).Select(copy => copy.Made.Day));
        Assert.All(_backups.NewestFirst(_time.GetUtcNow()), copy => Assert.True(!OperatingSystem.IsLinux() || File.GetUnixFileMode(copy.Path) == (UnixFileMode.UserRead | UnixFileMode.UserWrite)));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private Database Open() => DatabaseStart.Open(_folder, new(_folder, 0), _backups, _time, StartProgress.Untold);

    private static string? Value(Database database) => (string?)database.Read(connection => connection.Scalar("SELECT value FROM meta WHERE key = 'k'"));

    private async Task FillAsync(string value)
    {
        await using var database = Open();
        await database.WriteAsync(connection =>
        {
            connection.Execute("INSERT INTO meta VALUES ('k', $value) ON CONFLICT (key) DO UPDATE SET value = $value", ("$value", value));
            connection.Execute("INSERT INTO meta VALUES ('sync.epoch', 'e') ON CONFLICT DO NOTHING");
            // Some pages to spoil.
            return connection.Execute("INSERT OR REPLACE INTO meta SELECT 'row' || value, hex(randomblob(400)) FROM (WITH RECURSIVE n(value) AS (SELECT 1 UNION ALL SELECT value + 1 FROM n WHERE value < 200) SELECT value FROM n)");
        });
    }

    /// <summary>A copy with an act, in a place that no box looks at; the database is gone.</summary>
    private async Task<string> OfAnotherBoxAsync()
    {
        await FillAsync("of another box");
        DatabaseCopy copy;
        await using (var database = Open())
        {
            await database.WriteAsync(connection => connection.Execute("INSERT INTO acts (act_id, kind, reader, via, content, at) VALUES ('a', 'k', 'r', 'v', '{}', 't')"));
            copy = _backups.Make(database, _time.GetUtcNow() - TimeSpan.FromDays(9));
        }

        var elsewhere = Path.Combine(_folder, Path.GetFileName(copy.Path));
        File.Move(copy.Path, elsewhere);
        foreach (var file in Directory.GetFiles(_folder, Database.FileName + "*")) File.Delete(file);
        return elsewhere;
    }

    private void PutBack(string copy) => File.Move(copy, Path.Combine(_folder, "backups", Path.GetFileName(copy)));

    /// <summary>Nobody can open it, root neither, who may run this test.</summary>
    private void Unreadable(int days)
    {
        Directory.CreateDirectory(Path.Combine(_folder, "backups"));
        File.CreateSymbolicLink(Path.Combine(_folder, "backups", $"edgenode-{_time.GetUtcNow().AddDays(-days):yyyyMMdd'T'HHmmss'Z'}.db"), "/nowhere/at/all");
    }

    private void Spoil(string damage)
    {
        if (damage == "missing")
        {
            File.Delete(DataFile);
            return;
        }

        var bytes = File.ReadAllBytes(DataFile);
        switch (damage)
        {
            case "header":
                bytes.AsSpan(0, 64).Fill(0xAA);
                break;
            case "middle":
                bytes.AsSpan(bytes.Length / 3, bytes.Length / 3).Fill(0xAA);
                break;
            case "cut short":
                bytes = bytes[..(bytes.Length / 2)];
                break;
            case "no length":
                bytes = [];
                break;
            case "no tables":
                File.Delete(DataFile);
                using (var connection = new SqliteConnection($"Data Source={DataFile};Pooling=False"))
                {
                    connection.Open();
                    connection.Execute("PRAGMA journal_mode = WAL; CREATE TABLE t (a); DROP TABLE t");
                }

                return;
            case "empty pages":
                bytes.AsSpan(4096).Clear();
                break;
            default:
                bytes = [.. "this was a database"u8];
                break;
        }

        File.WriteAllBytes(DataFile, bytes);
    }
}
