using System.Text.Json;
using EdgeNode.Appliance.Hosting.Options;
using EdgeNode.TestData;

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
            var settings = schema.GetProperty(Camel(section.Name)).GetProperty("properties");
            foreach (var setting in section.PropertyType.GetProperties().Where(property => property.CanWrite))
            {
                Assert.True(settings.TryGetProperty(Camel(setting.Name), out _), $"{section.Name}.{setting.Name} is not in appliance.schema.json");
            }
        }
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private ApplianceConfigurationResult Load(string json)
    {
        var file = Path.Combine(_folder, "appliance.json");
        File.WriteAllText(file, json);
        return ApplianceConfiguration.Load(file);
    }

    private static string Camel(string name) => char.ToLowerInvariant(name[0]) + name[1..];
}
