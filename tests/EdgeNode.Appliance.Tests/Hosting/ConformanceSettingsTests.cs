using System.Collections;
using System.Globalization;
using EdgeNode.Appliance.Health;
using EdgeNode.Appliance.Hosting.Options;
using EdgeNode.Appliance.Intake;
using EdgeNode.TestPeers;

namespace EdgeNode.Appliance.Tests.Hosting;

/// <summary>The settings of docs/dicom-conformance.md are those of the program, with their defaults.</summary>
public sealed class ConformanceSettingsTests
{
    [Fact]
    public void Every_dicom_setting_stands_there_with_its_default() => Assert.Equal(
        Settings(new DicomOptions(), "dicom").Order(),
        ConformanceStatement.Table("setting").Select(row => (row[0], row[1])).Order());

    [Fact]
    public void The_listener_of_a_box_is_set_up_as_its_library_states()
    {
        var listener = ListenerSettings.From(new DicomOptions(), new DiskGuard(new StorageOptions()));
        var defaults = new EdgeNode.Dicom.Network.DicomListenerOptions();
        Assert.Equal(ConformanceStatement.Value("associations at one time"), $"{listener.MaxAssociations}");
        Assert.Equal(
            defaults with { MaxAssociations = 0, Peers = [], HasRoom = null! },
            listener with { MaxAssociations = 0, Peers = [], HasRoom = null!, StorageClasses = defaults.StorageClasses, TransferSyntaxes = defaults.TransferSyntaxes });
        Assert.Equal(defaults.StorageClasses, listener.StorageClasses);
        Assert.Equal(defaults.TransferSyntaxes, listener.TransferSyntaxes);
    }

    private static IEnumerable<(string Path, string Default)> Settings(object options, string path) => options.GetType().GetProperties().Where(property => property.CanWrite).SelectMany(property =>
    {
        var name = $"{path}.{char.ToLowerInvariant(property.Name[0])}{property.Name[1..]}";
        return property.GetValue(options) switch
        {
            string text => [(name, text.Length == 0 ? "none" : text)],
            bool flag => [(name, flag ? "true" : "false")],
            ICollection { Count: 0 } => [(name, "none")],
            IConvertible number => [(name, number.ToString(CultureInfo.InvariantCulture))],
            var section => Settings(section!, name),
        };
    });
}
