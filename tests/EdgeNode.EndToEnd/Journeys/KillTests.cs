using System.Globalization;
using EdgeNode.Dicom.DataSets;
using EdgeNode.Dicom.Files;
using EdgeNode.Dicom.Network;
using EdgeNode.EndToEnd.Harness;
using EdgeNode.TestPeers;

namespace EdgeNode.EndToEnd.Journeys;

/// <summary>
/// kill -9 in the middle of receiving, again and again on one data folder. EDGENODE_KILL_ROUNDS sets how often: a few times among the tests, a
/// hundred with `make chaos`.
/// </summary>
public sealed class KillTests : IDisposable
{
    private const int Instances = 60;
    private const int Senders = 2;

    private readonly string _folder = Directory.CreateTempSubdirectory("edgenode-kill").FullName;
    private readonly Random _random = new(7);

    private static int Rounds => int.TryParse(Environment.GetEnvironmentVariable("EDGENODE_KILL_ROUNDS"), CultureInfo.InvariantCulture, out var asked) ? asked : 6;

    [Fact]
    public async Task Killed_at_any_moment_of_receiving_every_acknowledged_instance_is_there_whole_and_once()
    {
        await using var box = new ApplianceUnderTest("mqtt://127.0.0.1:9");
        await box.StartAsync();
        var (acknowledged, interrupted) = (0, 0);
        for (var round = 1; round <= Rounds; round++)
        {
            var studies = Enumerable.Range(0, Senders).Select(sender => MakeStudy($"1.9.{round}.{sender}")).ToList();
            var results = await SendUntilKilledAsync(box, studies);
            await box.StartAsync();

            var stored = SpoolContents.Of(box.Data);
            foreach (var sent in results.SelectMany(result => result.Files).Where(file => file.IsStored))
            {
                var (uid, dataSet) = Read(sent.Path);
                Assert.True(stored.TryGetValue(uid, out var region), $"round {round}: an acknowledged instance has no row");
                Assert.True(dataSet.AsSpan().SequenceEqual(SpoolContents.DataSet(region)), $"round {round}: an acknowledged instance is not what was sent");
                acknowledged++;
            }

            interrupted += results.Count(result => !result.IsComplete);

            // A scanner sends the rest again, and all of it: nothing is counted twice.
            foreach (var study in studies) Assert.True((await Send(box, study, null)).IsComplete, "the study goes in the second time");
            await Eventually.TrueAsync(() => SpoolContents.Of(box.Data).Count == round * Senders * Instances, $"round {round}: {Instances} rows a study");
            foreach (var study in studies) Directory.Delete(study, recursive: true);
        }

        Assert.True(acknowledged > 0 && interrupted > 0, $"{acknowledged} acknowledged, {interrupted} interrupted: the kills missed the transfers");
        TestContext.Current.SendDiagnosticMessage($"{Rounds} rounds: {acknowledged} instances acknowledged before a kill, {interrupted} of {Rounds * Senders} transfers interrupted");
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static async Task<SendResult> Send(ApplianceUnderTest box, string study, IProgress<SendProgress>? progress) =>
        await new StorageClient(TimeProvider.System).SendAsync(
            new("EDGENODE", "127.0.0.1", box.DicomPort), "SCANNER", [.. Directory.GetFiles(study).Order(StringComparer.Ordinal)], progress);

    private static (string Uid, byte[] DataSet) Read(string path)
    {
        var file = DicomReader.ReadFile(path).File!;
        return (file.SopInstanceUid!, File.ReadAllBytes(path)[(int)file.DataSetOffset..]);
    }

    private async Task<IReadOnlyList<SendResult>> SendUntilKilledAsync(ApplianceUnderTest box, IReadOnlyList<string> studies)
    {
        var (killAt, answered) = (_random.Next(1, Senders * Instances), new CountdownProgress());
        var sending = studies.Select(study => Task.Run(() => Send(box, study, answered))).ToList();
        await Task.WhenAny(answered.ReachedAsync(killAt), Task.WhenAll(sending));
        // The count alone would always kill right after a response; up to two milliseconds later it is anywhere in the next instance.
        await Task.Delay(TimeSpan.FromMilliseconds(_random.NextDouble() * 2));
        await box.KillAsync();
        return await Task.WhenAll(sending);
    }

    private string MakeStudy(string uid)
    {
        var folder = Directory.CreateDirectory(Path.Combine(_folder, uid)).FullName;
        for (var i = 1; i <= Instances; i++)
        {
            var pixels = new byte[_random.Next(20_000, 200_000) * 2];
            _random.NextBytes(pixels);
            var slice = new DicomDataset().Set(Tags.SOPClassUID, SopClasses.CtImageStorage).Set(Tags.SOPInstanceUID, $"{uid}.{i}").Set(Tags.StudyInstanceUID, uid)
                .Set(Tags.SeriesInstanceUID, uid + ".0").Set(Tags.Modality, "CT").Set(Tags.PixelData, Vr.OW, pixels);
            using var file = File.Create(Path.Combine(folder, $"{i:000}.dcm"));
            DicomWriter.Write(file, slice);
        }

        return folder;
    }

    /// <summary>Counts answered instances over all senders.</summary>
    private sealed class CountdownProgress : IProgress<SendProgress>
    {
        private readonly TaskCompletionSource _reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private int _answered;
        private int _wanted = int.MaxValue;

        public Task ReachedAsync(int count)
        {
            Volatile.Write(ref _wanted, count);
            return _reached.Task;
        }

        public void Report(SendProgress value)
        {
            if (Interlocked.Increment(ref _answered) >= Volatile.Read(ref _wanted)) _reached.TrySetResult();
        }
    }
}
