using EdgeNode.Appliance.Sync;
using Microsoft.Extensions.Time.Testing;

namespace EdgeNode.Appliance.Tests.Sync;

public sealed class SendWindowTests
{
    private static readonly TimeSpan Resend = TimeSpan.FromSeconds(5);
    private readonly FakeTimeProvider _time = new();
    private readonly OutboxEntry[] _rows = [.. Enumerable.Range(1, 10).Select(i => new OutboxEntry(i, Guid.NewGuid()))];

    [Fact]
    public void No_more_than_the_window_is_out_at_once_and_a_receipt_makes_room()
    {
        var window = new SendWindow(4, Resend, _time);
        Assert.Equal(_rows[..3], window.Take(_rows, 3));
        Assert.Equal(_rows[3..4], window.Take(_rows, 3));
        Assert.Empty(window.Take(_rows, 3));
        window.Receipted([_rows[1].Id]);
        Assert.Equal(_rows[4..5], window.Take(_rows.Where(row => row != _rows[1]), 3));
    }

    [Fact]
    public void Everything_is_sent_again_when_no_receipt_comes()
    {
        var window = new SendWindow(10, Resend, _time);
        window.Take(_rows, 10);
        _time.Advance(Resend);
        Assert.Equal(0, window.Expire());
        _time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Equal(10, window.Expire());
        Assert.Equal(_rows, window.Take(_rows, 10));
    }

    [Fact]
    public void A_row_that_is_passed_over_while_others_get_receipts_is_sent_again()
    {
        var window = new SendWindow(10, Resend, _time);
        window.Take(_rows[..1], 1);
        for (var i = 1; i < 9; i++)
        {
            _time.Advance(TimeSpan.FromSeconds(4));
            window.Take(_rows, 1);
            window.Receipted([_rows[i].Id]);
            if (window.Expire() == 1)
            {
                Assert.Equal(_rows[..1], window.Take(_rows, 1));
                return;
            }
        }

        Assert.Fail("the lost row was never sent again");
    }

    [Fact]
    public void An_idle_window_expires_nothing()
    {
        var window = new SendWindow(10, Resend, _time);
        _time.Advance(TimeSpan.FromHours(1));
        window.Take(_rows, 1);
        Assert.Equal(0, window.Expire());
    }
}
