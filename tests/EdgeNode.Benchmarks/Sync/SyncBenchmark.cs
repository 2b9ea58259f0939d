using System.Globalization;
using EdgeNode.TestPeers;

namespace EdgeNode.Benchmarks.Sync;

/// <summary>The line to the centre: a real mosquitto, the centre as it is built, SQLite and PostgreSQL of Debian; all on this machine.</summary>
internal static class SyncBenchmark
{
    private const int OneBoxMessages = 10_000;

    /// <summary>A busy hospital: 200 studies, each with a report, a late revision or an act or two, in some several verdicts; telemetry of 168 hours is less than these.</summary>
    private static readonly int[] Week = [.. Enumerable.Range(0, 200).Select(i => 3 + (i % 8))];

    public static async Task<int> RunAsync(int rounds)
    {
        foreach (var postgres in new[] { false, true })
        {
            await WithCentresAsync(postgres, 1, async (broker, _) =>
            {
                var store = postgres ? "PostgreSQL" : "SQLite";
                var rates = new List<double>();
                for (var round = 0; round < rounds; round++)
                    rates.Add(OneBoxMessages / await OneBox.DrainAsync(broker.Address, [.. Enumerable.Repeat(1, OneBoxMessages)]));
                Say($"one box, {OneBoxMessages} messages of different cases, outbox to receipt, {store}: {Median.Of(rates):0} a second ({string.Join(", ", rates.Select(rate => rate.ToString("0", CultureInfo.InvariantCulture)))})");
                Say($"a week's backlog of one hospital, {Week.Sum()} messages of {Week.Length} cases, {store}: {await OneBox.DrainAsync(broker.Address, Week):0.0} s");
            });
        }

        await ConsumersAsync(rounds);
        foreach (var postgres in new[] { false, true })
        {
            await WithCentresAsync(postgres, 1, async (broker, _) => Say(
                $"1,000 sites, 60 cases a second, one centre, {(postgres ? "PostgreSQL" : "SQLite")}: {await CentreProcess.SimulateAsync(broker.Address, "--sites", "1000", "--cases", "2", "--weeks", "0", "--rate", "60")}"));
        }

        return 0;
    }

    /// <summary>As fast as receipts come: SQLite with the one centre it takes, PostgreSQL with one, two and four that share.</summary>
    public static async Task<int> ConsumersAsync(int rounds)
    {
        foreach (var (postgres, centres) in new[] { (false, 1), (true, 1), (true, 2), (true, 4) })
        {
            await WithCentresAsync(postgres, centres, async (broker, _) =>
            {
                for (var round = 0; round < rounds; round++)
                    Say($"{centres} centre(s), {(postgres ? "PostgreSQL" : "SQLite")}: {await CentreProcess.SimulateAsync(broker.Address, "--sites", "50", "--cases", "60", "--weeks", "0", "--at-once", "16", "--seed", (round + 1).ToString(CultureInfo.InvariantCulture))}");
            });
        }

        return 0;
    }

    /// <summary>Runs work with a broker and centres of its own.</summary>
    internal static async Task WithCentresAsync(bool postgres, int count, Func<Mosquitto, IReadOnlyList<CentreProcess>, Task> work)
    {
        var folder = Directory.CreateTempSubdirectory("edgenode-bench-centre").FullName;
        await using var broker = new Mosquitto();
        await broker.StartAsync();
        await using var server = new Postgres();
        if (postgres)
            await server.StartAsync();
        var centres = new List<CentreProcess>();
        try
        {
            for (var i = 1; i <= count; i++)
                centres.Add(await CentreProcess.StartAsync(broker.Address, folder, i, postgres ? server.Connection : null));
            await work(broker, centres);
        }
        finally
        {
            foreach (var centre in centres)
                await centre.DisposeAsync();
            Directory.Delete(folder, recursive: true);
        }
    }

    private static void Say(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));
}
