using CsCheck;
using EdgeNode.Appliance.Sync.Anonymisation;

namespace EdgeNode.Appliance.Tests.Sync;

public sealed class SubjectTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("edgenode-subject").FullName;
    private readonly SiteSecret _secret;

    public SubjectTests() => _secret = SiteSecret.LoadOrCreate(_folder);

    [Theory]
    [InlineData(-1, null)]
    [InlineData(0, "0-17")]
    [InlineData(17, "0-17")]
    [InlineData(18, "18-29")]
    [InlineData(59, "50-59")]
    [InlineData(84, "80-84")]
    [InlineData(85, "85+")]
    [InlineData(110, "85+")]
    [InlineData(999, null)]
    public void Ages_become_bands(int years, string? band) => Assert.Equal(band, Subjects.AgeBand(years));

    [Fact]
    public void Days_of_a_patient_move_together_by_up_to_a_year_and_never_by_nothing() => Gen.Select(Gen.String, Gen.Date, Gen.Int[0, 4000]).Sample((patient, from, later) =>
    {
        var day = DateOnly.FromDateTime(from.AddYears(from.Year < 100 ? 2000 : 0));
        if (day.DayNumber + later + 400 > DateOnly.MaxValue.DayNumber)
            return;
        var first = Subjects.From(_secret, new(patient, day, null, null), "2.25.1").StudyDate!.Value;
        var second = Subjects.From(_secret, new(patient, day.AddDays(later), null, null), patient.Trim().Length == 0 ? "2.25.1" : "2.25.2").StudyDate!.Value;
        Assert.Equal(later, second.DayNumber - first.DayNumber);
        Assert.InRange(Math.Abs(first.DayNumber - day.DayNumber), 1, 365);
    });

    [Fact]
    public void A_uid_becomes_another_valid_one_the_same_for_the_same()
    {
        var subject = Subjects.From(_secret, new("A123456789", null, 52, "F"), "1.2.840.113619.2.55");
        Assert.Matches(@"^2\.25\.[0-9]{1,39}$", subject.StudyUid);
        Assert.Equal(subject, Subjects.From(_secret, new(" A123456789 ", null, 52, "F"), "1.2.840.113619.2.55"));
        Assert.NotEqual(subject.StudyUid, Subjects.From(_secret, new("A123456789", null, 52, "F"), "1.2.840.113619.2.56").StudyUid);
        Assert.Equal(("50-59", "F"), (subject.AgeBand, subject.Sex));
    }

    [Theory]
    [InlineData("male")]
    [InlineData("王")]
    [InlineData("")]
    [InlineData(null)]
    public void What_is_no_sex_code_is_none(string? sex) => Assert.Null(Subjects.From(_secret, new("", null, null, sex), "2.25.1").Sex);

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
