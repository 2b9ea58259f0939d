using System.Runtime.Versioning;
using EdgeNode.Appliance.Sync.Anonymisation;

namespace EdgeNode.Appliance.Tests.Sync;

public sealed class PseudonymTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("edgenode-secret").FullName;

    private string KeyFile => Path.Combine(_folder, "secrets", "site.key");

    [Fact]
    public void A_study_keeps_its_pseudonym_over_a_restart_and_another_study_has_another()
    {
        var first = CaseKey.Of(SiteSecret.LoadOrCreate(_folder), "2.25.1");
        Assert.Equal(first, CaseKey.Of(SiteSecret.LoadOrCreate(_folder), "2.25.1"));
        Assert.NotEqual(first, CaseKey.Of(SiteSecret.LoadOrCreate(_folder), "2.25.2"));
        Assert.Matches("^[0-9a-f]{32}$", first);
    }

    [Fact]
    public void Another_site_gives_the_same_study_another_pseudonym()
    {
        var other = Path.Combine(_folder, "other");
        Assert.NotEqual(CaseKey.Of(SiteSecret.LoadOrCreate(_folder), "2.25.1"), CaseKey.Of(SiteSecret.LoadOrCreate(other), "2.25.1"));
    }

    [Fact]
    public void The_pseudonym_is_hmac_sha256_of_the_prefixed_uid()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(KeyFile)!);
        File.WriteAllText(KeyFile, string.Concat(Enumerable.Repeat("0b", 32)));

        // printf 'study:2.25.1' | openssl dgst -sha256 -mac HMAC -macopt hexkey:0b…0b
        Assert.Equal("4326d602c3c68dc02a743ef4fddea47a", CaseKey.Of(SiteSecret.LoadOrCreate(_folder), "2.25.1"));
    }

    [Fact]
    [SupportedOSPlatform("linux")]
    public void Only_the_service_can_read_the_secret()
    {
        SiteSecret.LoadOrCreate(_folder);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(KeyFile));
    }

    [Theory]
    [InlineData("")]
    [InlineData("not a key")]
    [InlineData("0b0b")]
    public void A_damaged_secret_is_told_and_never_replaced(string text)
    {
        SiteSecret.LoadOrCreate(_folder);
        File.WriteAllText(KeyFile, text);
        Assert.Throws<InvalidDataException>(() => SiteSecret.LoadOrCreate(_folder));
        Assert.Equal(text, File.ReadAllText(KeyFile));
    }

    [Fact]
    public void In_the_field_the_secret_is_a_credential_and_one_that_is_not_the_known_key_is_refused()
    {
        var credentials = Directory.CreateDirectory(Path.Combine(_folder, "credentials")).FullName;
        File.WriteAllText(Path.Combine(credentials, "site.key"), string.Concat(Enumerable.Repeat("0b", 32)) + "\n");
        Assert.Equal("4326d602c3c68dc02a743ef4fddea47a", CaseKey.Of(SiteSecret.LoadOrCreate(_folder, credentials), "2.25.1"));
        Assert.False(File.Exists(KeyFile), "a credential is never written down");
        SiteSecret.LoadOrCreate(_folder);
        Assert.Throws<InvalidDataException>(() => SiteSecret.LoadOrCreate(_folder, credentials));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
