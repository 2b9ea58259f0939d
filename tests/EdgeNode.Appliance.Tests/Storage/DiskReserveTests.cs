using EdgeNode.Appliance.Health;
using EdgeNode.Appliance.Hosting;
using EdgeNode.Appliance.Storage;
using EdgeNode.Appliance.Storage.Backup;
using EdgeNode.TestPeers;
using Microsoft.Data.Sqlite;

namespace EdgeNode.Appliance.Tests.Storage;

/// <summary>Room that is given up for the database. What it does on a disk that is really full: DiskReserveJourneyTests.</summary>
public sealed class DiskReserveTests : IDisposable
{
    private const int Pieces = 3;
    private readonly string _folder = Directory.CreateTempSubdirectory("edgenode-reserve").FullName;

    private string Kept => Path.Combine(_folder, DiskReserve.FileName);

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void It_is_filled_piece_by_piece_given_up_piece_by_piece_and_filled_again()
    {
        var reserve = Filled();
        Assert.Equal(Pieces * DiskReserve.Piece, new FileInfo(Kept).Length);
        var guard = new DiskGuard(new() { Path = _folder, MinimumFreeFraction = 0 }, reserve);
        Assert.True(guard.HasRoom());

        for (var piece = Pieces - 1; piece >= 0; piece--)
        {
            Assert.True(reserve.GiveUp());
            Assert.Equal(piece * DiskReserve.Piece, new FileInfo(Kept).Length);
        }

        Assert.False(reserve.GiveUp());
        Assert.False(guard.HasRoom());

        while (reserve.FillNext())
        {
            Assert.False(guard.HasRoom());
        }

        Assert.True(guard.HasRoom());
        Assert.False(reserve.IsInUse);
    }

    [Fact]
    public void What_was_left_of_it_counts_after_a_restart_and_a_smaller_setting_makes_it_smaller()
    {
        Assert.True(Filled().GiveUp());
        var after = new DiskReserve(_folder, Pieces * DiskReserve.Piece);
        Assert.True(after.FillNext());
        Assert.False(after.FillNext());

        var smaller = new DiskReserve(_folder, DiskReserve.Piece);
        Assert.False(smaller.FillNext());
        Assert.Equal(DiskReserve.Piece, new FileInfo(Kept).Length);
        Assert.False(new DiskReserve(_folder, 0).GiveUp());
    }

    [Fact]
    public async Task A_commit_without_room_is_tried_again_with_each_piece_and_succeeds_once_there_is_room()
    {
        await using var database = Database.Open(_folder, Filled());
        var runs = 0;
        var rows = await database.WriteAsync(connection =>
        {
            // SQLite counts pages against this limit as against the end of a disk.
            runs++;
            connection.Execute($"PRAGMA max_page_count = {(runs < Pieces ? 1 : 1_000_000)}");
            return Grow(connection);
        });

        Assert.Equal((Pieces, 1), (runs, rows));
        Assert.Equal(DiskReserve.Piece, new FileInfo(Kept).Length);
    }

    [Fact]
    public async Task When_the_reserve_is_used_up_the_commit_fails_for_want_of_room_and_undoes_all_of_it()
    {
        await using var database = Database.Open(_folder, Filled());
        var runs = 0;
        var refused = await Assert.ThrowsAsync<SqliteException>(() => database.WriteAsync(connection =>
        {
            runs++;
            connection.Execute("INSERT INTO meta (key, value) VALUES ('half', 'done')");
            connection.Execute("PRAGMA max_page_count = 1");
            return Grow(connection);
        }));

        Assert.Equal((13, Pieces + 1), (refused.SqliteErrorCode, runs));
        Assert.Equal(0L, database.Read(connection => connection.Scalar("SELECT count(*) FROM meta WHERE key = 'half'")));
        Assert.Equal(1, await database.WriteAsync(connection =>
        {
            connection.Execute("PRAGMA max_page_count = 1000000");
            return Grow(connection);
        }));
    }

    [Fact]
    public async Task A_database_that_was_closed_in_good_order_is_checked_and_opened_on_a_disk_without_a_free_byte()
    {
        await using var disk = await SmallFolder.MountAsync(_folder, 64);
        if (disk is null) Assert.Skip("Needs the right to mount.");
        await using (var database = Database.Open(_folder, Filled())) await database.WriteAsync(Grow);
        await disk.FillAsync();

        await using var again = DatabaseStart.Open(_folder, new(_folder, Pieces * DiskReserve.Piece), new(Path.Combine(_folder, "backups"), kept: 1), TimeProvider.System, StartProgress.Untold);
        Assert.Equal(1L, again.Read(connection => connection.Scalar("SELECT count(*) FROM meta WHERE key = 'large'")));
        Assert.True(again.Reserve.IsInUse);
    }

    private static int Grow(SqliteConnection connection) => connection.Execute("INSERT INTO meta (key, value) VALUES ('large', $value)", ("$value", new string('x', 1 << 20)));

    private DiskReserve Filled()
    {
        var reserve = new DiskReserve(_folder, Pieces * DiskReserve.Piece);
        while (reserve.FillNext())
        {
            Assert.False(reserve.IsInUse);
        }

        return reserve;
    }
}
