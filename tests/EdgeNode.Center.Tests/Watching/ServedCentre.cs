using System.Net.Http.Headers;
using EdgeNode.Center.Access;
using EdgeNode.Center.Blobs;
using EdgeNode.Center.Hosting;
using EdgeNode.Center.Storage;
using EdgeNode.Center.Tests.Export;
using EdgeNode.TestPeers;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace EdgeNode.Center.Tests.Watching;

/// <summary>The real service over facts of made-up sites, with a token for each role, on SQLite or on a real PostgreSQL.</summary>
public abstract class ServedCentre : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("edgenode-pages").FullName;
    private readonly Dictionary<Role, string> _tokens = Enum.GetValues<Role>().ToDictionary(role => role, _ => ApiToken.Fresh());
    private WebApplication _app = null!;

    /// <summary>Null for SQLite.</summary>
    private protected virtual Postgres? Server => null;

    private protected Fleet Made { get; private set; } = null!;

    private protected CenterDatabase Store => Service<CenterDatabase>();

    private protected BlobStore Blobs => Service<BlobStore>();

    protected int Port { get; } = FreePort.Next();

    public async ValueTask InitializeAsync()
    {
        if (Server is not null)
            await Server.StartAsync();
        var options = new CenterOptions
        {
            Broker = $"mqtt://127.0.0.1:{FreePort.Next()}",
            StoragePath = _folder,
            Postgres = Server?.Connection,
            Urls = $"http://127.0.0.1:{Port}",
            Tokens = [.. _tokens.Select(token => new ApiToken(token.Key.ToString().ToLowerInvariant(), token.Key, ApiToken.HashOf(token.Value)))],
            Keep = new() { CasesDays = 30 },
        };
        Assert.Empty(options.Validate());
        _app = CenterService.Build(options, _ => { });
        await _app.StartAsync();
        Made = new(Blobs);
        await FillAsync(Store);
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
        if (Server is not null)
            await Server.DisposeAsync();
        GC.SuppressFinalize(this);
        Directory.Delete(_folder, recursive: true);
    }

    private protected abstract Task FillAsync(CenterDatabase database);

    private protected T Service<T>()
        where T : notnull => _app.Services.GetRequiredService<T>();

    private protected string TokenOf(Role role) => _tokens[role];

    private protected HttpClient Client(Role role)
    {
        var http = new HttpClient { BaseAddress = new($"http://127.0.0.1:{Port}") };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", TokenOf(role));
        return http;
    }
}
