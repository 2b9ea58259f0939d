using Microsoft.Playwright;

namespace EdgeNode.EndToEnd.Harness;

/// <summary>Debian's Chromium as a kiosk has it: no GPU, and nothing that calls home.</summary>
internal static class KioskBrowser
{
    private static readonly string[] Quiet =
    [
        "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync",
    ];

    public static Task<IBrowser> LaunchAsync(IPlaywright playwright) => playwright.Chromium.LaunchAsync(new() { ExecutablePath = "/usr/bin/chromium", Args = Quiet });
}
