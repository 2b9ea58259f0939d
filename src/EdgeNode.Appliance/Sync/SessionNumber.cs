using System.Globalization;
using EdgeNode.Appliance.Storage;

namespace EdgeNode.Appliance.Sync;

/// <summary>
/// What tells one connection from another: the database that numbers the outbox (a restored box gets the old one back, a new database a
/// new one) and a count of connection attempts, as Sparkplug's bdSeq.
/// </summary>
internal sealed record SessionNumber(string Epoch, long BdSeq)
{
    public static Task<SessionNumber> NextAsync(Database database, CancellationToken cancel) => database.WriteAsync(
        connection =>
        {
            connection.Execute(
                "INSERT INTO meta (key, value) VALUES ('sync.epoch', $new) ON CONFLICT DO NOTHING", ("$new", Guid.NewGuid().ToString("N")));
            connection.Execute(
                "INSERT INTO meta (key, value) VALUES ('sync.bdSeq', '1') ON CONFLICT DO UPDATE SET value = CAST(value AS INTEGER) + 1");
            var epoch = (string)connection.Scalar("SELECT value FROM meta WHERE key = 'sync.epoch'")!;
            var count = (string)connection.Scalar("SELECT value FROM meta WHERE key = 'sync.bdSeq'")!;
            return new SessionNumber(epoch, long.Parse(count, CultureInfo.InvariantCulture));
        },
        cancel);
}
