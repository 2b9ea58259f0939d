using EdgeNode.Contracts.Sync;
using EdgeNode.TestPeers;

namespace EdgeNode.Appliance.Tests.Sync.Kills;

/// <summary>
/// As <see cref="SyncChaosTests"/>, with boxes and centres as processes that are killed with -9 in the middle of what they do, clocks that are
/// set, disks that are full on either side, and packets that nftables drops. Every number that a box's outbox ever gave is at the centre
/// once. `make chaos-sync` runs it longer (the same settings).
/// </summary>
public sealed class SyncKillTests
{
    public static TheoryData<int, bool> Runs =>
        [.. Enumerable.Range(ChaosSettings.Of("FIRST_SEED", 1), ChaosSettings.Of("KILL_SEEDS", 1)).SelectMany(seed => Stores.Select(postgres => (seed, postgres)))];

    /// <summary>SQLite (0), PostgreSQL (1), or both.</summary>
    private static bool[] Stores => ChaosSettings.Of("KILL_STORE", 2) is var asked and < 2 ? [asked == 1] : [false, true];

    [Theory]
    [MemberData(nameof(Runs))]
    public async Task Each_number_of_each_box_is_at_the_centre_once_and_in_the_order_of_its_case(int seed, bool postgres)
    {
        var chance = new Random(seed);
        await using var world = await KillWorld.StartAsync(postgres, ChaosSettings.Of("KILL_BOXES", 3));
        for (var left = ChaosSettings.Of("KILL_FACTS", 120); left > 0;)
        {
            var some = Math.Min(left, chance.Next(1, 20));
            await world.Boxes[chance.Next(world.Boxes.Count)].AddAsync(some, chance, killed: chance.Next(6) == 0);
            left -= some;
            await world.HarmAsync(chance);
        }

        await world.HealAsync();
        var committed = new Dictionary<string, long>();
        foreach (var box in world.Boxes)
        {
            await Eventually.TrueAsync(async () => (await box.CountAsync()).Waiting == 0, $"nothing waits in {box.Node} any more (seed {seed})", seconds: 600);
            committed[box.Node] = (await box.CountAsync()).Facts;
            Assert.True(committed[box.Node] >= box.Added, $"{box.Node} confirmed {box.Added} facts and committed {committed[box.Node]}");
        }

        var stored = world.Facts();
        foreach (var (node, facts) in committed)
            Assert.Equal(Enumerable.Range(1, (int)facts).Select(n => (long?)n), stored.Where(fact => fact.Site == node).Select(fact => fact.Sequence).Order());
        Assert.Contains(stored, fact => fact.Kind == Topics.FeedbackKind);
        foreach (var ofCase in stored.GroupBy(fact => (fact.Site, fact.CaseKey)))
            Assert.Equal(ofCase.Select(fact => fact.Sequence).Order(), ofCase.Select(fact => fact.Sequence));
        TestContext.Current.SendDiagnosticMessage(
            $"seed {seed}, {(postgres ? "PostgreSQL" : "SQLite")}: {stored.Count} facts, {world.Boxes.Sum(box => box.Added)} confirmed, {world.Boxes.Sum(box => box.Refused)} refused; {world.Told}");
    }
}
