using EdgeNode.Appliance.Hosting.CommandLine;
using EdgeNode.Appliance.Hosting.Options;
using EdgeNode.TestPeers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace EdgeNode.Appliance.Tests.Hosting;

/// <summary>`edgenode ready` says what the service says of itself; a new system of the image is judged by it.</summary>
public sealed class ReadyCommandTests
{
    [Theory]
    [InlineData("""{"ready":true,"problems":[{"code":"CENTRE_ABSENT","text":"…"}]}""", StatusCodes.Status200OK, ExitCode.Done)]
    [InlineData("""{"ready":false,"problems":[{"code":"MODEL_LOADING","text":"…"}]}""", StatusCodes.Status503ServiceUnavailable, ExitCode.TryAgain)]
    [InlineData("""{"ready":false,"problems":[{"code":"MODEL_MISSING","text":"…"}]}""", StatusCodes.Status503ServiceUnavailable, ExitCode.PeerUnavailable)]
    [InlineData("<html>another program has the port</html>", StatusCodes.Status200OK, ExitCode.PeerUnavailable)]
    public async Task What_the_service_says_of_itself_is_the_exit_code(string said, int status, int code)
    {
        var port = FreePort.Next();
        await using var service = WebApplication.Create();
        service.Urls.Add($"http://127.0.0.1:{port}");
        service.MapGet("/healthz", () => Results.Text(said, "application/json", statusCode: status));
        await service.StartAsync(TestContext.Current.CancellationToken);

        Assert.Equal(code, await AskAsync($"http://127.0.0.1:{port}/"));
        // Every interface is reached by the machine's own address.
        Assert.Equal(code, await AskAsync($"http://0.0.0.0:{port}/;http://127.0.0.1:1/"));
    }

    [Fact]
    public async Task A_service_that_does_not_answer_is_not_ready() => Assert.Equal(ExitCode.PeerUnavailable, await AskAsync($"http://127.0.0.1:{FreePort.Next()}/"));

    private static Task<int> AskAsync(string urls) => ReadyCommand.AskAsync(new KioskOptions { Urls = urls }, TimeSpan.FromSeconds(100), TestContext.Current.CancellationToken);
}
