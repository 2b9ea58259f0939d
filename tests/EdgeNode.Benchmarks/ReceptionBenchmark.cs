using System.Globalization;
using EdgeNode.Dicom.Files;
using EdgeNode.Phantom;
using EdgeNode.Phantom.Output;

namespace EdgeNode.Benchmarks;

/// <summary>
/// Plain dcmtk storescu sends one study of 100 slices, 512x512, to the appliance (durable: file synced, row committed) and to dcmtk's
/// storescp (not durable), in turn. Peer: storescp of the same machine, TCP_NODELAY set.
/// </summary>
internal static class ReceptionBenchmark
{
    private const int Slices = 100;

    public static async Task<int> RunAsync(int rounds)
    {
        var folder = Directory.CreateTempSubdirectory("edgenode-bench").FullName;
        try
        {
            var (edgeNode, storescp) = (new List<double>(), new List<double>());
            await using var box = Receiver.Appliance(Path.Combine(folder, "box"));
            await using var peer = Receiver.StoreScp(Path.Combine(folder, "peer"));
            for (var round = 0; round <= rounds; round++)
            {
                // Another seed is another study: nothing is a repeat.
                var study = Path.Combine(folder, $"study{round}");
                PhantomDicom.Write(PhantomStudy.Create(new() { Seed = (ulong)(100 + round), Slices = Slices }), study, TransferSyntax.ExplicitVrLittleEndian.Uid);
                var (ours, theirs) = (await box.TakeAsync(study), await peer.TakeAsync(study));
                Directory.Delete(study, recursive: true);
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{(round == 0 ? "warm-up" : $"round {round}"),-8} edgenode {ours:0.00} s  storescp {theirs:0.00} s  ratio {theirs / ours:0.00}"));
                if (round > 0)
                {
                    edgeNode.Add(ours);
                    storescp.Add(theirs);
                }
            }

            var ratios = storescp.Zip(edgeNode, (theirs, ours) => theirs / ours).Order().ToList();
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"speed of edgenode (durable) over storescp (not durable): median {ratios[ratios.Count / 2]:0.00}, {ratios[0]:0.00} to {ratios[^1]:0.00}, {ratios.Count} rounds"));
            return 0;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
