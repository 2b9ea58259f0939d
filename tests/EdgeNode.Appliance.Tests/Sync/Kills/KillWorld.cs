using EdgeNode.TestPeers;

namespace EdgeNode.Appliance.Tests.Sync.Kills;

/// <summary>Boxes, a mosquitto, one centre on SQLite or two on a PostgreSQL, and everything that fails between and under them.</summary>
internal sealed class KillWorld(Mosquitto broker, Postgres? server, List<KilledCentre> centres, List<KilledBox> boxes, bool blackHoles) : IAsyncDisposable
{
    private const int DiskMiB = 48;

    private readonly SortedDictionary<string, int> _told = [];
    private SmallFolder? _boxDisk;
    private SmallFolder? _centreDisk;

    public List<KilledBox> Boxes => boxes;

    /// <summary>How often each harm was done.</summary>
    public string Told => string.Join(", ", _told.Select(harm => $"{harm.Key} {harm.Value}"));

    /// <summary>The first box's disk and, with SQLite, the centre's are small ones.</summary>
    public static async Task<KillWorld> StartAsync(bool postgres, int count)
    {
        var server = postgres ? new Postgres() : null;
        var broker = new Mosquitto();
        var world = new KillWorld(
            broker,
            server,
            [.. Enumerable.Range(1, postgres ? 2 : 1).Select(i => new KilledCentre($"centre-{i}", broker.Address, server?.Connection))],
            [.. Enumerable.Range(1, count).Select(i => new KilledBox($"box-{i}", broker.Port))],
            await BlackHole.IsPossibleAsync());
        try
        {
            await world.StartAsync();
            return world;
        }
        catch
        {
            await world.DisposeAsync();
            throw;
        }
    }

    public async Task HarmAsync(Random chance)
    {
        var box = boxes[chance.Next(boxes.Count)];
        var centre = centres[chance.Next(centres.Count)];
        var (harm, work) = chance.Next(24) switch
        {
            0 or 1 => ("line cut", Now(box.Line.Cut)),
            2 => ("line refused", Now(box.Line.Refuse)),
            3 or 4 => ("line back", Now(() => boxes.ForEach(one => one.Line.Accept()))),
            5 => ("broker killed", RestartBrokerAsync),
            6 or 7 => ("centre killed", () => RestartAsync(centre)),
            8 => ("box killed", box.KillAsync),
            9 when server is not null => ("database killed", RestartDatabaseAsync),
            10 or 11 => ("clock set", () => box.StepAsync(chance.Next(-86_400, 86_400))),
            12 when _boxDisk is not null => ("box's disk full", _boxDisk.FillAsync),
            13 when _centreDisk is not null => ("centre's disk full", _centreDisk.FillAsync),
            14 or 15 => ("room again", Now(MakeRoom)),
            16 when blackHoles => ("black hole", () => BlackHole.SwallowAsync(box.Line.Port)),
            17 when blackHoles => ("black hole over", BlackHole.LetAllThroughAsync),
            _ => ("", (Func<Task>)(() => Task.CompletedTask)),
        };
        if (harm.Length > 0)
            _told[harm] = _told.GetValueOrDefault(harm) + 1;
        await work();
    }

    public async Task HealAsync()
    {
        MakeRoom();
        if (blackHoles)
            await BlackHole.LetAllThroughAsync();
        boxes.ForEach(box => box.Line.Accept());
        foreach (var centre in centres.Where(centre => !centre.IsUp))
            await RestartAsync(centre);
    }

    public IReadOnlyList<(string Site, string Kind, string? CaseKey, string Epoch, long? Sequence, string Id)> Facts() => centres[0].Facts();

    public async ValueTask DisposeAsync()
    {
        foreach (var box in boxes)
            await box.KillAsync();
        if (_boxDisk is not null)
            await _boxDisk.DisposeAsync();
        foreach (var box in boxes)
            await box.DisposeAsync();
        foreach (var centre in centres)
            await centre.KillAsync();
        if (_centreDisk is not null)
            await _centreDisk.DisposeAsync();
        foreach (var centre in centres)
            await centre.DisposeAsync();
        if (server is not null)
            await server.DisposeAsync();
        await broker.DisposeAsync();
    }

    private async Task StartAsync()
    {
        await broker.StartAsync();
        if (server is not null)
            await server.StartAsync();
        else
            _centreDisk = await SmallFolder.MountAsync(centres[0].Folder, DiskMiB);
        centres.ForEach(centre => centre.Start());
        _boxDisk = await SmallFolder.MountAsync(boxes[0].Folder, DiskMiB);
        foreach (var (box, i) in boxes.Select((box, i) => (box, i)))
        {
            box.Line.Delay = TimeSpan.FromMilliseconds(i % 3);
            await box.StartAsync();
        }
    }

    private static async Task RestartAsync(KilledCentre centre)
    {
        await centre.KillAsync();
        centre.Start();
    }

    private static Func<Task> Now(Action work) => () =>
    {
        work();
        return Task.CompletedTask;
    };

    private async Task RestartBrokerAsync()
    {
        await broker.KillAsync();
        await broker.StartAsync();
    }

    private async Task RestartDatabaseAsync()
    {
        await server!.KillAsync();
        await server.StartAsync();
    }

    private void MakeRoom()
    {
        _boxDisk?.MakeRoom();
        _centreDisk?.MakeRoom();
    }
}
