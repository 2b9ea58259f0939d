using System.Diagnostics;

namespace EdgeNode.Benchmarks.Intake;

/// <summary>
/// The same 300-slice study, the same sender, the same run, receivers in turn: the appliance (durable: synced and committed before success),
/// dcmtk storescp in four settings, Orthanc with and without syncing its storage, and the floor in C with and without one sync a file.
/// Medians over the rounds; ratios are of the same rounds. "durable" says who syncs before success.
/// </summary>
internal static class IntakeBenchmark
{
    private const int Slices = 300;
    private const string ReceptionName = "edgenode, reception alone";

    public static async Task<int> RunAsync(int rounds, IReadOnlyCollection<string> columns, IReadOnlyCollection<string> only)
    {
        var folder = Directory.CreateDirectory(Path.Combine("TestResults", "bench-intake")).FullName;
        Directory.Delete(folder, recursive: true);
        var receivers = new List<Receiver>();
        try
        {
            var studies = Enumerable.Range(0, 4).Select(n => Study.Make(Path.Combine(folder, $"study{n}"), (ulong)(100 + n), Slices)).ToList();
            foreach (var (name, start) in Receivers(folder).Where(receiver => receiver.Name == "edgenode" || only.Count == 0 || only.Any(receiver.Name.Contains))) receivers.Add(await start(name));
            foreach (var receiver in receivers) await receiver.ListensAsync();
            var round = 100;
            foreach (var column in Column.All.Where(column => columns.Count == 0 || columns.Contains(column.Name)))
            {
                // storescp without --fork serves one association after the other; the fourth sender would give up waiting.
                var able = receivers.Where(receiver => column.Studies == 1 || !receiver.Name.StartsWith("storescp", StringComparison.Ordinal) || receiver.Name.Contains("--fork", StringComparison.Ordinal)).ToList();
                var taken = able.ToDictionary(receiver => receiver, _ => new List<Taken>());
                for (var n = 0; n <= rounds; n++, round++)
                {
                    foreach (var study in studies.Take(column.Studies)) study.Renew(round);
                    foreach (var receiver in able)
                    {
                        var one = await MeasureAsync(column, receivers, receiver, studies.Take(column.Studies).ToList());
                        // The first round warms up.
                        if (n > 0) taken[receiver].Add(one);
                    }

                    Console.Error.WriteLine($"{column.Name}: round {n} of {rounds}");
                }

                Report.Print(column, taken, studies.Take(column.Studies).Sum(study => study.Bytes));
            }

            Report.PrintMemory(receivers);
            return 0;
        }
        finally
        {
            foreach (var receiver in receivers) await receiver.DisposeAsync();
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>Who can be measured; only who is asked for is started. Others can be added (<see cref="Receiver.External"/>).</summary>
    private static IEnumerable<(string Name, Func<string, Task<Receiver>> Start)> Receivers(string folder)
    {
        string In(string name) => Directory.CreateDirectory(Path.Combine(folder, name)).FullName;
        Func<string, Task<Receiver>> Now(Func<string, Receiver> start) => name => Task.FromResult(start(name));
        yield return ("edgenode", Now(_ => Receiver.Appliance(In("edgenode"))));
        yield return (ReceptionName, Now(name => Receiver.Reception(name, In("reception"))));
        yield return ("storescp", Now(name => Receiver.StoreScp(name, In("storescp"), noDelay: false)));
        yield return ("storescp nodelay", Now(name => Receiver.StoreScp(name, In("storescp-nodelay"), noDelay: true)));
        yield return ("storescp nodelay --bit-preserving", Now(name => Receiver.StoreScp(name, In("storescp-bits"), noDelay: true, "--bit-preserving")));
        yield return ("storescp nodelay --fork", Now(name => Receiver.StoreScp(name, In("storescp-fork"), noDelay: true, "--fork")));
        yield return ("orthanc (durable files)", Now(name => Receiver.Orthanc(name, In("orthanc-sync"), sync: true)));
        yield return ("orthanc, no sync", Now(name => Receiver.Orthanc(name, In("orthanc"), sync: false)));
        yield return ("C floor (durable files)", name => Receiver.FloorAsync(name, In("floor-sync"), sync: true));
        yield return ("C floor, no sync", name => Receiver.FloorAsync(name, In("floor"), sync: false));
        foreach (var (text, n) in (Environment.GetEnvironmentVariable("EDGENODE_BENCH_RECEIVERS") ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries).Select((text, n) => (text, n)))
        {
            yield return (text[..text.IndexOf('=', StringComparison.Ordinal)], Now(_ => Receiver.External(text, In($"external{n}"))));
        }
    }

    /// <summary>Until nobody has read or written for a while, at most 15 s.</summary>
    private static async Task SettleAsync(IReadOnlyList<Receiver> receivers)
    {
        var (last, still) = ("", 0);
        for (var n = 0; n < 150 && still < 6; n++)
        {
            var now = string.Concat(receivers.Select(receiver => receiver.InputOutput));
            still = now == last ? still + 1 : 0;
            last = now;
            await Task.Delay(100);
        }
    }

    private static async Task<Taken> MeasureAsync(Column column, IReadOnlyList<Receiver> receivers, Receiver receiver, IReadOnlyList<Study> studies)
    {
        // What others left unwritten is not this one's burden, nor what they do after a study (the appliance fills its reserve).
        await SettleAsync(receivers);
        using (var sync = Process.Start("sync")) await sync.WaitForExitAsync();
        var cpu = receiver.CpuSeconds;
        var seconds = await column.SendAsync(receiver, studies);
        var taken = new Taken(seconds, receiver.CpuSeconds - cpu);
        // Peers that name files after UIDs would otherwise fill the disk; the appliance keeps what it has.
        if (receiver.Name.StartsWith("storescp", StringComparison.Ordinal) || receiver.Name.StartsWith("C floor", StringComparison.Ordinal) || receiver.IsExternal)
        {
            foreach (var file in Directory.EnumerateFiles(receiver.Folder, "*", SearchOption.AllDirectories).Where(file => !file.EndsWith("refscp", StringComparison.Ordinal))) File.Delete(file);
        }

        return taken;
    }
}

/// <summary>What one round took: seconds at the sender, processor seconds at the receiver.</summary>
internal sealed record Taken(double Seconds, double Cpu);
