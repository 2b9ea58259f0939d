using EdgeNode.Appliance.Sync;
using EdgeNode.Center.Hosting;
using EdgeNode.Contracts.Results;
using EdgeNode.Contracts.Sync;
using EdgeNode.TestPeers;

namespace EdgeNode.Appliance.Tests.Sync;

/// <summary>
/// Boxes, a real mosquitto, collectors and a real store, while lines are cut and slow, the broker and the database are killed with -9 and
/// collectors come and go: each fact is at the centre once, in the order of its case, and nothing is left in a box. `make chaos-sync` runs
/// it longer, with more seeds (EDGENODE_CHAOS_SEEDS, EDGENODE_CHAOS_FACTS, EDGENODE_CHAOS_BOXES).
/// </summary>
public sealed class SyncChaosTests
{
    private const int CasesOfABox = 8;

    public static TheoryData<int, bool> Runs => [.. Enumerable.Range(1, ChaosSettings.Of("SEEDS", 1)).SelectMany(seed => new[] { (seed, false), (seed, true) })];

    [Theory]
    [MemberData(nameof(Runs))]
    public async Task Each_fact_is_at_the_centre_once_and_in_the_order_of_its_case(int seed, bool postgres)
    {
        var chance = new Random(seed);
        await using var world = await World.StartAsync(postgres, ChaosSettings.Of("BOXES", 4));
        var facts = ChaosSettings.Of("FACTS", 240);
        for (var left = facts; left > 0;)
        {
            var some = Math.Min(left, chance.Next(1, 12));
            var box = world.Boxes[chance.Next(world.Boxes.Count)];
            await box.AddAsync(some, chance);
            left -= some;
            await world.HarmAsync(chance);
        }

        await world.HealAsync();
        foreach (var box in world.Boxes)
            await Eventually.TrueAsync(() => box.Box.Status.Unsent == 0, $"nothing waits in {box.Node} any more (seed {seed})");
        var stored = world.Facts();
        Assert.Equal(facts, stored.Count);
        Assert.Equal(facts, stored.Select(fact => fact.Id).Distinct().Count());
        Assert.Contains(stored, fact => fact.Kind == Topics.FeedbackKind);
        foreach (var ofCase in stored.GroupBy(fact => (fact.Site, fact.Epoch, fact.CaseKey)))
            Assert.Equal(ofCase.Select(fact => fact.Sequence).Order(), ofCase.Select(fact => fact.Sequence));
    }

    private sealed class ChaosBox(string node, Box box, CuttingProxy line)
    {
        private readonly List<CaseResult> _cases = [.. Enumerable.Range(0, CasesOfABox).Select(_ => SampleResult.WithLevel(4) with { Revision = 0 })];

        public string Node => node;

        public Box Box => box;

        public CuttingProxy Line => line;

        /// <summary>New revisions of its cases, each with an urgency of its own, and one in four an act on a case.</summary>
        public async Task AddAsync(int count, Random chance)
        {
            for (var i = 0; i < count; i++)
            {
                var place = chance.Next(_cases.Count);
                if (_cases[place].Revision > 0 && chance.Next(4) == 0)
                {
                    await box.ActAsync(_cases[place]);
                    continue;
                }

                _cases[place] = _cases[place] with { Revision = _cases[place].Revision + 1, Priority = new(chance.Next(1, 5), [], "1") };
                await box.AddAsync(_cases[place]);
            }
        }
    }

    private sealed class World(Mosquitto broker, Postgres? server, List<Centre> centres, List<ChaosBox> boxes) : IAsyncDisposable
    {
        public List<ChaosBox> Boxes => boxes;

        public static async Task<World> StartAsync(bool postgres, int count)
        {
            var broker = new Mosquitto();
            await broker.StartAsync();
            var server = postgres ? new Postgres() : null;
            if (server is not null)
                await server.StartAsync();
            var centres = Enumerable.Range(1, postgres ? 2 : 1)
                .Select(i => new Centre(new CenterOptions { Broker = broker.Address, Id = $"centre-{i}", LongestPause = 0.3, Postgres = server?.Connection }))
                .ToList();
            foreach (var centre in centres)
                await centre.StartAsync();
            var boxes = new List<ChaosBox>();
            for (var i = 1; i <= count; i++)
            {
                var line = new CuttingProxy(broker.Port) { Delay = TimeSpan.FromMilliseconds(i % 3) };
                var box = await Box.StartAsync(new SyncOptions { Broker = $"mqtt://127.0.0.1:{line.Port}", Node = $"box-{i}", Timings = Box.Hurried });
                boxes.Add(new($"box-{i}", box, line));
            }

            return new(broker, server, centres, boxes);
        }

        /// <summary>Most steps do nothing; the others do what fails in the field.</summary>
        public async Task HarmAsync(Random chance)
        {
            var line = boxes[chance.Next(boxes.Count)].Line;
            switch (chance.Next(16))
            {
                case 0 or 1 or 2:
                    line.Cut();
                    break;
                case 3:
                    line.Refuse();
                    break;
                case 4 or 5:
                    line.Accept();
                    break;
                case 6:
                    await broker.KillAsync();
                    await broker.StartAsync();
                    break;
                case 7:
                    var centre = centres[chance.Next(centres.Count)];
                    await centre.StopAsync();
                    await centre.StartAsync();
                    break;
                case 8 when server is not null:
                    await server.KillAsync();
                    await server.StartAsync();
                    break;
                default:
                    await Task.Yield();
                    break;
            }
        }

        public Task HealAsync()
        {
            foreach (var box in boxes)
                box.Line.Accept();
            return Task.CompletedTask;
        }

        public IReadOnlyList<(string Site, string Kind, string? CaseKey, string Epoch, long? Sequence, string Id)> Facts() => centres[0].Queries.Facts();

        public async ValueTask DisposeAsync()
        {
            foreach (var box in boxes)
            {
                await box.Box.DisposeAsync();
                await box.Line.DisposeAsync();
            }

            foreach (var centre in centres)
                await centre.DisposeAsync();
            if (server is not null)
                await server.DisposeAsync();
            await broker.DisposeAsync();
        }
    }
}
