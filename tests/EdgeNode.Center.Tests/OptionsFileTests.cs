using System.Text;
using EdgeNode.Center.Hosting;
using EdgeNode.TestData;
using Microsoft.Extensions.Configuration;

namespace EdgeNode.Center.Tests;

public sealed class OptionsFileTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("edgenode-options").FullName;

    [Fact]
    public void The_documented_file_is_read()
    {
        var (options, problems) = Load("""
            {"broker":"mqtt://10.0.0.1:2883","storage":{"path":"/var/lib/x"},"urls":"http://127.0.0.1:9090","id":"north","longestPause":3}
            """);
        Assert.Empty(problems);
        Assert.Equal(new CenterOptions { Broker = "mqtt://10.0.0.1:2883", StoragePath = "/var/lib/x", Urls = "http://127.0.0.1:9090", Id = "north", LongestPause = 3 }, options);
    }

    [Fact]
    public void Every_error_is_told_at_once_with_its_path()
    {
        var (options, problems) = Load("""
            {"broker":"http://x","storage":{"path":"","folder":"y"},"urls":"http://0.0.0.0:80","id":"A B","longestPause":"soon","brokr":"z","tls":{"keys":1}}
            """);
        Assert.Null(options);
        Assert.Equal(
            ["broker", "brokr", "id", "longestPause", "storage.folder", "storage.path", "tls.keys", "urls"],
            problems.Select(problem => problem.Path).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_page_shows_every_setting_and_no_other()
    {
        var page = File.ReadAllText(Path.Combine(RealData.Repository, "docs", "centre.md"));
        var example = new ConfigurationBuilder().AddJsonStream(new MemoryStream(Encoding.UTF8.GetBytes(page.Split("```json\n")[1].Split("\n```")[0]))).Build();
        Assert.Equal(
            OptionsFile.Known.Concat(["tokens:0:name", "tokens:0:role", "tokens:0:sha256"]).Order(StringComparer.Ordinal),
            example.AsEnumerable().Where(pair => pair.Value is not null).Select(pair => pair.Key).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Addresses_beyond_this_machine_need_tokens_and_certificates()
    {
        Assert.Equal(["urls", "web"], Problems("""{"urls":"https://0.0.0.0:8443"}"""));
        Assert.Equal(["web"], Problems($$"""{"urls":"https://0.0.0.0:8443","tokens":[{"name":"wu","role":"export","sha256":"{{new string('0', 64)}}"}]}"""));
        Assert.Equal(["tokens.0", "tokens.0.role"], Problems("""{"tokens":[{"name":"wu","role":"king","sha256":"12"}]}"""));
        foreach (var role in new[] { "99", "3", "-1", "read, admin", "" })
            Assert.Equal(["tokens.0.role"], Problems($$"""{"tokens":[{"name":"wu","role":"{{role}}","sha256":"{{new string('0', 64)}}"}]}"""));
        Assert.Equal(["blobs.url"], Problems("""{"blobs":{"url":"http://10.0.0.1:9000"}}"""));
        Assert.Equal(["blobs.tls.authority", "blobs.tls.certificate", "blobs.tls.key"], Problems("""{"blobs":{"url":"https://10.0.0.1:9000"}}"""));
        Assert.Equal(["keep.looseBlobsDays"], Problems("""{"keep":{"looseBlobsDays":1}}"""));

        IEnumerable<string> Problems(string text) => Load(text).Problems.Select(problem => problem.Path).Order(StringComparer.Ordinal);
    }

    [Theory]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("{\"id\":\"a\",\"ID\":\"b\"}")]
    public void A_broken_file_is_one_line(string text)
    {
        var (options, problems) = Load(text);
        Assert.Null(options);
        Assert.DoesNotContain('\n', Assert.Single(problems).Message);
    }

    [Fact]
    public void A_file_that_is_named_must_exist() => Assert.Null(OptionsFile.Load(Path.Combine(_folder, "none.json")).Options);

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private (CenterOptions? Options, IReadOnlyList<(string Path, string Message)> Problems) Load(string text)
    {
        var file = Path.Combine(_folder, "center.json");
        File.WriteAllText(file, text);
        return OptionsFile.Load(file);
    }
}
