using System.Diagnostics;
using System.Globalization;
using EdgeNode.Appliance.Hosting.CommandLine;
using EdgeNode.Appliance.Storage;
using EdgeNode.Appliance.Storage.Backup;

namespace EdgeNode.Appliance.Tests.Hosting;

/// <summary>Commands that work on the box's database answer about that one, or say that there is none.</summary>
public sealed class BoxDatabaseTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("edgenode-box").FullName;

    private string Data => Path.Combine(_folder, "data");

    private string Config => Path.Combine(_folder, "appliance.json");

    [Theory]
    [InlineData("database check")]
    [InlineData("database backup")]
    [InlineData("database confirm")]
    [InlineData("audit verify")]
    [InlineData("people list")]
    [InlineData("crops list")]
    [InlineData("clock confirm")]
    public async Task Without_a_database_they_say_so_and_make_none(string command)
    {
        var (status, said) = await RunAsync(command);
        Assert.Equal(ExitCode.InputMissing, status);
        Assert.StartsWith("edgenode: DATABASE_MISSING: ", said, StringComparison.Ordinal);
        Assert.Contains("--config", said, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Data));
    }

    [Fact]
    public async Task A_file_into_which_nothing_was_ever_written_is_no_database()
    {
        await File.WriteAllBytesAsync(Path.Combine(Directory.CreateDirectory(Data).FullName, Database.FileName), [], TestContext.Current.CancellationToken);
        Assert.Equal(ExitCode.InputMissing, (await RunAsync("audit verify")).Status);
    }

    [Fact]
    public async Task Confirming_says_whether_there_was_anything_to_confirm()
    {
        Directory.CreateDirectory(Data);
        new Restoration(DateTimeOffset.Parse("2026-11-26T08:00:00Z", CultureInfo.InvariantCulture), null, Restoration.Missing).WriteInto(Path.Combine(Data, Database.FileName));

        var first = await RunAsync("database confirm");
        Assert.Equal(ExitCode.Done, first.Status);
        Assert.StartsWith("Confirmed: ", first.Said, StringComparison.Ordinal);
        Assert.StartsWith("Nothing to confirm", (await RunAsync("database confirm")).Said, StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private async Task<(int Status, string Said)> RunAsync(string command)
    {
        await File.WriteAllTextAsync(Config, """{ "storage": { "path": "data" } }""", TestContext.Current.CancellationToken);
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "edgenode.dll"), .. command.Split(' '), "--config", Config]) { RedirectStandardOutput = true, RedirectStandardError = true };
        using var program = Process.Start(start)!;
        var errors = program.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        var output = await program.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await program.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (program.ExitCode, output + await errors);
    }
}
