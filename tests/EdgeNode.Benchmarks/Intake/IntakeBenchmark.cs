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

    public static async Task<int> RunAsync(int rounds, IReadOnlyCollection<string> columns, IReadOnlyCollection<string> only)
    {
        var folder = Directory.CreateDirectory(Path.Combine("TestResults", "bench-intake")).FullName;
        Directory.Delete(folder, recursive: true);
        var receivers = new List<Receiver>();
        try
        {
            var studies = Enumerable.Range(0, 4).Select(n => Study.Make(Path.Combine(folder, $"study{n}"), (ulong)(100 + n), Slices)).ToList();
            receivers.AddRange((await ReceiversAsync(folder)).Where(receiver => receiver.Name == "edgenode" || only.Count == 0 || only.Any(receiver.Name.Contains)));
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
                        var one = await MeasureAsync(column, receiver, studies.Take(column.Studies).ToList());
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

    private static async Task<IReadOnlyList<Receiver>> ReceiversAsync(string folder)
    {
        string In(string name) => Directory.CreateDirectory(Path.Combine(folder, name)).FullName;
        return
        [
            Receiver.Appliance(In("edgenode")),
            Receiver.StoreScp("storescp", In("storescp"), noDelay: false),
            Receiver.StoreScp("storescp nodelay", In("storescp-nodelay"), noDelay: true),
            Receiver.StoreScp("storescp nodelay --bit-preserving", In("storescp-bits"), noDelay: true, "--bit-preserving"),
            Receiver.StoreScp("storescp nodelay --fork", In("storescp-fork"), noDelay: true, "--fork"),
            Receiver.Orthanc("orthanc (durable files)", In("orthanc-sync"), sync: true),
            Receiver.Orthanc("orthanc, no sync", In("orthanc"), sync: false),
            await Receiver.FloorAsync("C floor (durable files)", In("floor-sync"), sync: true),
            await Receiver.FloorAsync("C floor, no sync", In("floor"), sync: false),
        ];
    }

    private static async Task<Taken> MeasureAsync(Column column, Receiver receiver, IReadOnlyList<Study> studies)
    {
        // What others left unwritten is not this one's burden.
        using (var sync = Process.Start("sync")) await sync.WaitForExitAsync();
        var cpu = receiver.CpuSeconds;
        var seconds = await column.SendAsync(receiver, studies);
        var taken = new Taken(seconds, receiver.CpuSeconds - cpu);
        // Peers that name files after UIDs would otherwise fill the disk; the appliance keeps what it has.
        if (receiver.Name.StartsWith("storescp", StringComparison.Ordinal) || receiver.Name.StartsWith("C floor", StringComparison.Ordinal))
        {
            foreach (var file in Directory.EnumerateFiles(receiver.Folder, "*", SearchOption.AllDirectories).Where(file => !file.EndsWith("refscp", StringComparison.Ordinal))) File.Delete(file);
        }

        return taken;
    }
}

/// <summary>What one round took: seconds at the sender, processor seconds at the receiver.</summary>
internal sealed record Taken(double Seconds, double Cpu);
