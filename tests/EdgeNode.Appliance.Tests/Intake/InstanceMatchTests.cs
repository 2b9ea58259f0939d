using EdgeNode.Dicom.Network;

namespace EdgeNode.Appliance.Tests.Intake;

public sealed class InstanceMatchTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("edgenode-match").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("1.9.1", 0x0000)]
    [InlineData("1.9.2", 0xA900)]
    public async Task A_data_set_that_is_not_the_announced_instance_is_refused_and_kept_aside(string stated, ushort status)
    {
        await using var box = new ReceivingBox(_folder);
        var answer = await box.StoreAsync(box.Associate(), "1.9.1", ReceivingBox.DataSet("1.9.1", stated: stated));
        Assert.Equal(new DimseStatus(status), answer);
        Assert.Equal(status == 0 ? 0 : 1, box.Quarantined.Count());
        Assert.Equal(status == 0 ? 1 : 0, box.Stored().Count);
    }
}
