using System.Net;
using EdgeNode.Appliance.Kiosk;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;

namespace EdgeNode.Appliance.Tests.Kiosk;

public sealed class KioskPageTests
{
    [Fact]
    public async Task Page_and_every_file_it_names_are_served_from_the_program_under_a_strict_policy()
    {
        var stop = TestContext.Current.CancellationToken;
        await using var service = await StartAsync(stop);
        using var client = new HttpClient { BaseAddress = new Uri(service.Urls.Single()) };

        var page = await client.GetAsync(new Uri("/", UriKind.Relative), stop);
        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
        Assert.Equal("text/html", page.Content.Headers.ContentType?.MediaType);
        var policy = Assert.Single(page.Headers.GetValues("Content-Security-Policy"));
        Assert.StartsWith("default-src 'self'; img-src 'self' data:; style-src 'self'", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
        Assert.Equal("nosniff", Assert.Single(page.Headers.GetValues("X-Content-Type-Options")));
        Assert.Equal("same-origin", Assert.Single(page.Headers.GetValues("Cross-Origin-Opener-Policy")));

        var html = await page.Content.ReadAsStringAsync(stop);
        var named = html.Split('"').Where(part => part.StartsWith("/assets/", StringComparison.Ordinal)).ToList();
        Assert.Contains(named, path => path.EndsWith(".js", StringComparison.Ordinal));
        Assert.Contains(named, path => path.EndsWith(".css", StringComparison.Ordinal));
        foreach (var path in named)
        {
            var asset = await client.GetAsync(new Uri(path, UriKind.Relative), stop);
            Assert.Equal(HttpStatusCode.OK, asset.StatusCode);
            Assert.Equal(path.EndsWith(".js", StringComparison.Ordinal) ? "text/javascript" : "text/css", asset.Content.Headers.ContentType?.MediaType);
            Assert.NotEmpty(await asset.Content.ReadAsByteArrayAsync(stop));

            using var again = new HttpRequestMessage(HttpMethod.Get, path);
            again.Headers.IfNoneMatch.Add(asset.Headers.ETag!);
            Assert.Equal(HttpStatusCode.NotModified, (await client.SendAsync(again, stop)).StatusCode);
        }

        Assert.Equal(HttpStatusCode.NotFound, (await client.GetAsync(new Uri("/assets/other.js", UriKind.Relative), stop)).StatusCode);
    }

    private static async Task<WebApplication> StartAsync(CancellationToken stop)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var service = builder.Build();
        service.MapKioskPage();
        await service.StartAsync(stop);
        return service;
    }
}
