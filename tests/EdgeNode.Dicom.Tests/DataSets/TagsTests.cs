using System.Reflection;
using EdgeNode.Dicom.DataSets;

namespace EdgeNode.Dicom.Tests.DataSets;

public sealed class TagsTests
{
    [Fact]
    public void Every_named_tag_is_in_the_registry_under_its_keyword()
    {
        var named = typeof(Tags).GetFields(BindingFlags.Public | BindingFlags.Static);
        Assert.NotEmpty(named);
        Assert.All(named, field => Assert.Equal(field.Name, TagRegistry.Find((DicomTag)field.GetValue(null)!)?.Keyword));
    }

    [Fact]
    public void Uids_from_uuids_are_valid_and_decimal()
    {
        Assert.Equal("2.25.329800735698586629295641978511506172918", DicomUid.ImplementationClass);
        Assert.True(DicomUid.IsValid(DicomUid.From(Guid.NewGuid())));
        Assert.Equal("2.25.340282366920938463463374607431768211455", DicomUid.From(new Guid("ffffffff-ffff-ffff-ffff-ffffffffffff")));
        Assert.All(["", "1.2/3", "..\\x", new string('1', 65), "1.2 "], uid => Assert.False(DicomUid.IsValid(uid)));
    }
}
