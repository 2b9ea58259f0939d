using EdgeNode.Appliance.Health.Technical;
using EdgeNode.Appliance.Hosting.Checks;
using EdgeNode.Appliance.Hosting.Options;
using EdgeNode.Appliance.Storage;
using EdgeNode.Appliance.Storage.Backup;
using EdgeNode.TestPeers;
using Microsoft.Extensions.Time.Testing;

namespace EdgeNode.Appliance.Tests.Hosting;

/// <summary>What `edgenode check` says of things that go wrong while nobody looks: certificates, the clock, copies.</summary>
public sealed class StandingCheckTests : IDisposable
{
    // As in TestAuthority: from 2020 for fifty years.
    private static readonly DateTimeOffset Until = new(2070, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly string _folder = Directory.CreateTempSubdirectory("edgenode-check").FullName;
    private readonly TestAuthority _authority = new("box-1");

    public void Dispose()
    {
        _authority.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Theory]
    [InlineData(-31, "Holds", null)]
    [InlineData(-30, "Holds", null)]
    [InlineData(-29.5, "Warns", "CERTIFICATE_EXPIRES")]
    [InlineData(-0.1, "Warns", "CERTIFICATE_EXPIRES")]
    [InlineData(0.1, "Fails", "CERTIFICATE_EXPIRED")]
    [InlineData(-365 * 51, "Fails", "CERTIFICATE_NOT_YET_VALID")]
    public void A_certificate_is_told_thirty_days_before_it_ends(double days, string level, string? code)
    {
        var findings = CertificateChecks.Run(WithTls(), Until.AddDays(days)).ToList();
        Assert.Equal([("sync.tls.certificate", level, code), ("sync.tls.authority", level, code)], findings.Select(finding => (finding.Text.Split(' ')[0], finding.Level.ToString(), finding.Code)));
        Assert.All(findings, finding => Assert.Equal(level == "Fails" ? 78 : 0, finding.ExitCode));
    }

    [Fact]
    public void A_certificate_that_ends_is_an_alarm_at_the_kiosk_until_a_new_one_is_there()
    {
        var time = new FakeTimeProvider(Until.AddDays(-40));
        var alarms = new TechnicalAlarms(time);
        using var watch = new CertificateWatch(WithTls(), alarms, new(time), time);
        watch.Look();
        Assert.Empty(alarms.Standing);

        time.Advance(TimeSpan.FromDays(20));
        watch.Look();
        Assert.Equal(("CERTIFICATE_EXPIRES", 2), (Assert.Single(alarms.Standing).Code, alarms.Standing[0].Text.Split("expires in 20 days").Length - 1));

        time.Advance(TimeSpan.FromDays(21));
        watch.Look();
        Assert.Equal("CERTIFICATE_EXPIRED", Assert.Single(alarms.Standing).Code);

        using var anew = new CertificateWatch(new(), alarms, new(time), time);
        anew.Look();
        Assert.Empty(alarms.Standing);
    }

    [Fact]
    public void Certificates_of_dicom_and_of_crops_are_looked_at_and_one_that_is_none_is_named()
    {
        var none = Path.Combine(_folder, "none.pem");
        File.WriteAllText(none, "not a certificate");
        var files = _authority.Files("box-1");
        var findings = CertificateChecks.Run(
            new()
            {
                Dicom = new() { Tls = new() { Certificate = none, Key = files.Key } },
                Sync = new() { Crops = new() { Enabled = true, Centre = "https://centre.example:8443", Tls = files } },
            },
            Until.AddDays(-100)).ToList();
        Assert.Equal(
            [("sync.crops.tls.certificate", null), ("sync.crops.tls.authority", null), ("dicom.tls.certificate:", "CERTIFICATE_UNREADABLE")],
            findings.Select(finding => (finding.Text.Split(' ')[0], finding.Code)));
        Assert.Contains("100 more days", findings[0].Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_TLS_there_is_no_certificate_to_look_at() =>
        Assert.Equal((CheckLevel.Holds, null), (Assert.Single(CertificateChecks.Run(new(), Until)).Level, CertificateChecks.Run(new(), Until).Single().Code));

    [Fact]
    public async Task A_copy_that_is_too_old_or_missing_is_told()
    {
        var (storage, now) = (new StorageOptions { Path = _folder }, Until);
        Assert.Null(BackupCheck.Run(storage, now).Code);
        await using var database = Database.Open(_folder);
        Assert.Equal("BACKUP_OLD", BackupCheck.Run(storage, now).Code);

        Backups.Of(storage).Make(database, now);
        Assert.Null(BackupCheck.Run(storage, now.AddDays(2)).Code);
        var old = BackupCheck.Run(storage, now.AddDays(3));
        Assert.Equal((CheckLevel.Warns, "BACKUP_OLD"), (old.Level, old.Code));
        Assert.Contains("3 days", old.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_clock_that_nothing_keeps_right_is_told_and_one_that_is_kept_is_not()
    {
        Assert.Equal([null, null], ClockChecks.Run(Until, ClockDiscipline.Of(0, 0x2001, 1500)).Select(finding => finding.Code));
        Assert.Equal([null, "CLOCK_UNSYNCHRONISED"], ClockChecks.Run(Until, ClockDiscipline.Of(5, 0x40, 16_000_000)).Select(finding => finding.Code));
        Assert.Equal([null, "CLOCK_UNSYNCHRONISED"], ClockChecks.Run(Until, ClockDiscipline.Of(0, 0x40, 1500)).Select(finding => finding.Code));
        Assert.Equal(["CLOCK_WRONG", "CLOCK_UNSYNCHRONISED"], ClockChecks.Run(DateTimeOffset.UnixEpoch, null).Select(finding => finding.Code));
    }

    [Fact]
    public void The_kernel_says_how_far_the_clock_may_be_off() =>
        // 16 s is the most it keeps (NTP_PHASE_LIMIT); anything else is not this field.
        Assert.InRange(ClockDiscipline.Read()!.LargestError, TimeSpan.Zero, TimeSpan.FromSeconds(17));

    private ApplianceOptions WithTls() => new() { Sync = new() { Broker = "mqtts://centre.example:8883", Tls = _authority.Files("box-1") } };
}
