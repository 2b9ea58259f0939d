using EdgeNode.Appliance.Hosting.CommandLine;
using EdgeNode.Appliance.Storage;

namespace EdgeNode.Appliance.Tests.Storage;

public sealed class DataFolderTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("edgenode-held").FullName;

    [Fact]
    public async Task A_second_service_on_the_same_data_is_refused_before_it_touches_them()
    {
        var (data, config) = (Path.Combine(_folder, "data"), Path.Combine(_folder, "appliance.json"));
        await File.WriteAllTextAsync(config, """{ "storage": { "path": "data" } }""", TestContext.Current.CancellationToken);
        await using (DataFolder.Hold(data))
        {
            Assert.Equal(ExitCode.TryAgain, await RunCommand.RunAsync(config, TestContext.Current.CancellationToken));
            Assert.Single(Directory.GetFileSystemEntries(data));
        }

        await using var again = DataFolder.Hold(data);
        Assert.NotNull(again);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
