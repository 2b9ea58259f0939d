using System.Text.Json;
using EdgeNode.Appliance.Hosting.Options;
using EdgeNode.TestData;
using EdgeNode.TestPeers;

namespace EdgeNode.Appliance.Tests.Hosting;

public sealed class ApplianceConfigurationTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("edgenode-config").FullName;

    [Fact]
    public void Every_mistake_is_told_at_once_with_its_path_and_what_to_write()
    {
        var result = Load("""{ "dicom": { "prot": 11112, "aeTitle": "A_TITLE_THAT_IS_TOO_LONG" }, "kiosk": { "urls": "here" }, "intake": { "quietSeconds": "soon" }, "sync": { "broker": "http://x" }, "colour": 1 }""");

        Assert.Null(result.Options);
        Assert.Equal(
            ["colour", "dicom.aeTitle", "dicom.prot", "intake.quietSeconds", "kiosk.urls", "sync.broker"],
            result.Errors.Select(error => error.Path).Order(StringComparer.Ordinal));
        Assert.Contains("port", result.Errors.Single(error => error.Path == "dicom.prot").Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Paths_count_from_the_folder_of_the_file()
    {
        var options = Load("""{ "storage": { "path": "data" }, "analysis": { "model": "/opt/model" } }""").Options!;

        Assert.Equal(Path.Combine(_folder, "data"), options.Storage.Path);
        Assert.Equal("/opt/model", options.Analysis.Model);
    }

    [Fact]
    public void Without_a_name_the_file_here_is_read_or_else_that_of_the_box()
    {
        var (here, box) = (Path.Combine(_folder, "appliance.json"), Path.Combine(_folder, "etc.json"));
        Assert.Null(ApplianceConfiguration.Find(null, _folder, box));
        File.WriteAllText(box, "{}");
        Assert.Equal(box, ApplianceConfiguration.Find(null, _folder, box));
        File.WriteAllText(here, "{}");
        Assert.Equal(here, ApplianceConfiguration.Find(null, _folder, box));
        Assert.Equal("other.json", ApplianceConfiguration.Find("other.json", _folder, box));
        Assert.Equal(here, ApplianceConfiguration.Load(here).File);
    }

    [Fact]
    public void A_file_that_is_not_there_or_no_json_is_one_clear_line()
    {
        Assert.Single(ApplianceConfiguration.Load(Path.Combine(_folder, "missing.json")).Errors);
        Assert.Single(Load("{ dicom").Errors);
    }

    [Fact]
    public void The_file_of_the_checkout_is_valid_and_its_schema_names_every_setting()
    {
        Assert.Empty(ApplianceConfiguration.Load(Path.Combine(RealData.Repository, "appliance.json")).Errors);
        var schema = JsonDocument.Parse(File.ReadAllText(Path.Combine(RealData.Repository, "appliance.schema.json"))).RootElement.GetProperty("properties");
        foreach (var section in typeof(ApplianceOptions).GetProperties())
        {
            AssertNamed(section.PropertyType, schema.GetProperty(Camel(section.Name)), section.Name);
        }
    }

    [Fact]
    public void Known_peers_are_read_and_their_mistakes_told_with_their_place()
    {
        var peers = Load("""{ "dicom": { "peers": [ { "aeTitle": "CT1", "address": "10.1.2.3", "port": 104, "role": "send" }, { "aeTitle": "CT2", "address": "10.1.3.0/24" } ] } }""").Options!.Dicom.Peers;
        Assert.Equal([("CT1", 104, "send"), ("CT2", 0, "commit")], peers.Select(peer => (peer.AeTitle, peer.Port, peer.Role)));

        var mistakes = Load("""{ "dicom": { "peers": [ { "aeTitle": "CT1" }, { "address": "here", "port": 104, "rolle": "send", "role": "all" } ], "limits": { "idleSeconds": 0 }, "transferSyntaxes": [ "1.2.3" ] } }""").Errors;
        Assert.Equal(
            ["dicom.limits.idleSeconds", "dicom.peers[1].address", "dicom.peers[1].aeTitle", "dicom.peers[1].port", "dicom.peers[1].role", "dicom.peers[1].rolle", "dicom.transferSyntaxes"],
            mistakes.Select(error => error.Path).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Readers_escalation_and_sounds_are_read_and_their_mistakes_told_with_their_place()
    {
        var alarms = Load("""{ "alarms": { "readers": [ { "code": "A1", "name": "Dr Lin" } ], "escalation": [ { "level": 1, "minutes": 5, "to": "device" } ], "sound": { "player": "aplay" }, "relay": { "command": "./relay.sh" } } }""").Options!.Alarms;
        Assert.Equal(("A1", 5, "aplay", Path.Combine(_folder, "relay.sh"), 3), (alarms.Readers[0].Code, alarms.Escalation[0].Minutes, alarms.Sound.Player, alarms.Relay.Command, alarms.Sound.Patterns.Count));

        Assert.Equal(
            ["alarms.closeAfterHours", "alarms.escalation[0].level", "alarms.escalation[0].minutes", "alarms.escalation[0].to", "alarms.readers", "alarms.readers[1].name", "alarms.sound.patterns", "alarms.sound.patterns[0].repeatSeconds", "alarms.sound.pauseSeconds", "alarms.technical.workingHours"],
            Load("""
                { "alarms": {
                  "readers": [ { "code": "A1", "name": "Dr Lin" }, { "code": "A1" } ], "escalation": [ { "level": 4, "minutes": 0, "to": "anybody" } ], "closeAfterHours": 0,
                  "sound": { "pauseSeconds": 121, "patterns": [ { "level": 1, "pulses": 10, "repeatSeconds": 0 } ] }, "technical": { "workingHours": "always" } } }
                """).Errors.Select(error => error.Path).Order(StringComparer.Ordinal));
        Assert.Equal("alarms.readers", Assert.Single(Load("""{ "alarms": { "readers": "" } }""").Errors).Path);
    }

    [Fact]
    public void Tls_needs_files_that_can_be_used()
    {
        Assert.Equal(["dicom.tls.authority", "dicom.tls.key"], Load("""{ "dicom": { "tls": { "certificate": "c.pem", "requireClientCertificate": true } } }""").Errors.Select(error => error.Path).Order(StringComparer.Ordinal));
        Assert.Equal("dicom.tls", Assert.Single(Load("""{ "dicom": { "tls": { "certificate": "c.pem", "key": "k.pem" } } }""").Errors).Path);
        Assert.Equal("dicom.tls.certificate", Assert.Single(Load("""{ "dicom": { "peers": [ { "aeTitle": "CT1", "tls": true } ] } }""").Errors).Path);
    }

    [Fact]
    public void Tls_is_what_the_files_held_when_they_were_checked()
    {
        using var authority = new TestAuthority();
        var files = authority.Files("localhost");
        var tls = Load(JsonSerializer.Serialize(new { dicom = new { tls = new { certificate = files.Certificate, key = files.Key, authority = files.Authority } } })).Options!.Dicom.Tls;

        // Somebody is renewing them while the service starts.
        foreach (var file in new[] { files.Certificate, files.Key, files.Authority }) File.WriteAllText(file, "");

        Assert.Same(tls.Load(), tls.Load());
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private ApplianceConfigurationResult Load(string json)
    {
        var file = Path.Combine(_folder, "appliance.json");
        File.WriteAllText(file, json);
        return ApplianceConfiguration.Load(file);
    }

    private static void AssertNamed(Type options, JsonElement schema, string path)
    {
        var settings = schema.GetProperty("properties");
        foreach (var setting in options.GetProperties().Where(property => property.CanWrite))
        {
            Assert.True(settings.TryGetProperty(Camel(setting.Name), out var named), $"{path}.{setting.Name} is not in appliance.schema.json");
            if (setting.PropertyType.IsClass && setting.PropertyType != typeof(string) && !path.StartsWith("Sync", StringComparison.Ordinal))
            {
                AssertNamed(setting.PropertyType, named, $"{path}.{setting.Name}");
            }

            if (setting.PropertyType.GetGenericArguments() is [{ IsClass: true } item] && item != typeof(string))
            {
                AssertNamed(item, named.GetProperty("items"), $"{path}.{setting.Name}");
            }
        }
    }

    private static string Camel(string name) => char.ToLowerInvariant(name[0]) + name[1..];
}
