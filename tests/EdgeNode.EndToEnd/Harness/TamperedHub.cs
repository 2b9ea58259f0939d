using Microsoft.Playwright;

namespace EdgeNode.EndToEnd.Harness;

/// <summary>Stands between the page and the service's hub: holds messages back, or changes what they say.</summary>
internal sealed class TamperedHub
{
    private volatile Func<string, string>? _change;
    private volatile IWebSocketRoute? _line;

    /// <summary>The line stays open and nothing comes through it.</summary>
    public volatile bool Silent;

    public Task BetweenAsync(IPage page) => page.RouteWebSocketAsync("**/hubs/kiosk", line =>
    {
        _line = line;
        var service = line.ConnectToServer();
        line.OnMessage(frame => Pass(frame, service));
        service.OnMessage(frame =>
        {
            if (Silent)
            {
                return;
            }

            if (frame.Text is { } text)
            {
                line.Send(_change?.Invoke(text) ?? text);
            }
            else
            {
                line.Send(frame.Binary!);
            }
        });
    });

    /// <summary>From now on every message is changed so (null: none is); the line is cut once, so that the page asks for everything anew.</summary>
    public Task WithAsync(Func<string, string>? change)
    {
        _change = change;
        return _line!.CloseAsync();
    }

    private static void Pass(IWebSocketFrame frame, IWebSocketRoute to)
    {
        if (frame.Text is { } text)
        {
            to.Send(text);
        }
        else
        {
            to.Send(frame.Binary!);
        }
    }
}
