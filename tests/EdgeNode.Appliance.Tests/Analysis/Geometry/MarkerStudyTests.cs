using EdgeNode.Appliance.Alarms.Rules;
using EdgeNode.Appliance.Analysis;
using EdgeNode.Dicom.DataSets;
using EdgeNode.Dicom.Files;
using EdgeNode.Imaging.Geometry;

namespace EdgeNode.Appliance.Tests.Analysis.Geometry;

/// <summary>
/// Markers left, right, superior and anterior in a patient, sent in every orientation a scanner has, read and analysed as the service does: each comes out
/// where it is in the patient, on its side, and its mask on the pixels of the slices that show it.
/// </summary>
public sealed class MarkerStudyTests(MarkerModel model) : IClassFixture<MarkerModel>, IDisposable
{
    private const double ToleranceMm = 0.7;

    private readonly string _folder = Directory.CreateTempSubdirectory("edgenode-markers").FullName;

    public static TheoryData<string> Names => new(MarkerOrientations.All.Keys);

    [Theory]
    [MemberData(nameof(Names))]
    public void Markers_come_out_where_they_are_in_the_patient(string orientation)
    {
        var series = MarkerOrientations.All[orientation];
        MarkerSeries.Write(_folder, series.DataSets());

        Check(series, orientation);
    }

    [Theory]
    [InlineData("axial")]
    [InlineData("feet first")]
    [InlineData("oblique")]
    [InlineData("tilted")]
    public void So_they_do_from_the_frames_of_one_enhanced_object(string orientation)
    {
        var series = MarkerOrientations.All[orientation];
        var slices = series.DataSets();
        // Frames in an order that is not that of the positions.
        EnhancedCt.Write(Path.Combine(_folder, "object.dcm"), [.. slices.Skip(17), .. slices.Take(17)]);

        Check(series, orientation);
    }

    public static TheoryData<string, double> Mistakes => new()
    {
        { "rows for columns", 30 },
        { "left for right", 30 },
        { "front for back", 30 },
        { "spacing of rows for that of columns", 5 },
        { "head for feet", 30 },
        { "half a pixel", ToleranceMm },
    };

    /// <summary>The check itself is seen to fail where a header says something else than the pixels show.</summary>
    [Theory]
    [MemberData(nameof(Mistakes))]
    public void A_header_that_is_wrong_moves_markers(string mistake, double atLeastMm)
    {
        var series = MarkerOrientations.All["axial"];
        var slices = series.DataSets();
        for (var i = 0; i < slices.Count; i++)
        {
            var (at, mirrored) = (series.Positions[i], series.Positions[^(i + 1)]);
            _ = mistake switch
            {
                "rows for columns" => slices[i].Set(Tags.ImageOrientationPatient, 0, 1, 0, 1, 0, 0).Set(Tags.ImagePositionPatient, at.Y, at.X, mirrored.Z),
                "left for right" => slices[i].Set(Tags.ImageOrientationPatient, -1, 0, 0, 0, 1, 0).Set(Tags.ImagePositionPatient, -at.X, at.Y, at.Z),
                "front for back" => slices[i].Set(Tags.ImageOrientationPatient, 1, 0, 0, 0, -1, 0).Set(Tags.ImagePositionPatient, at.X, -at.Y, at.Z),
                "spacing of rows for that of columns" => slices[i].Set(Tags.PixelSpacing, MarkerSeries.ColumnSpacing, MarkerSeries.RowSpacing),
                "head for feet" => slices[i].Set(Tags.ImagePositionPatient, at.X, at.Y, mirrored.Z),
                _ => slices[i].Set(Tags.ImagePositionPatient, at.X + (MarkerSeries.ColumnSpacing / 2), at.Y, at.Z),
            };
        }

        MarkerSeries.Write(_folder, slices);

        Assert.True(WorstMm(Analyse().Findings!) > atLeastMm);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private void Check(MarkerSeries series, string orientation)
    {
        var (study, findings) = Analyse();
        Assert.Null(study.Refusal);
        Assert.Equal(MarkerOrientations.NeedStraightening.Contains(orientation), study.Stack is not null);
        Assert.Equal(Marker.All.Count, findings!.Nodes.Count);
        Assert.True(WorstMm(findings) < ToleranceMm, $"{WorstMm(findings):0.00} mm");
        foreach (var marker in Marker.All)
        {
            var node = findings.Nodes.MinBy(node => Distance(node.CentroidMm, marker.Centre))!;
            Assert.Equal((marker.Name, marker.Side, marker.Label), (marker.Name, node.Side, node.Label));

            // The mask on the slices as they were sent, with positions and cosines of the headers, not of the product.
            var sent = MaskMm(series, findings.Labels.Voxels.Span, marker.Centre, (byte)marker.Label);
            Assert.True((sent - marker.Centre).Length < 1.2, $"{marker.Name}: {sent}");
            Assert.True(Distance(node.CentroidMm, sent) < 1.2);
            Assert.InRange(node.AxialSlice, node.BoundingBoxVoxels[2], node.BoundingBoxVoxels[5]);
            Assert.True(Math.Abs((series.ToPatient(SentSlice(series, node.AxialSlice), 0, 0) - series.ToPatient(0, 0, 0)).Dot(Normal(series))
                - (marker.Centre - series.ToPatient(0, 0, 0)).Dot(Normal(series))) < 4.5);
        }
    }

    private (Study Study, VolumeFindings? Findings) Analyse()
    {
        var study = StudyReader.Read([.. InputReader.Files(_folder).Select(FileRegion.Whole)], MarkerSeries.AnyImage, TestContext.Current.CancellationToken);
        if (study.Volume is not { } volume)
        {
            return (study, null);
        }

        var active = model.Load();
        using var networks = active.Networks;
        var rules = RuleTableFile.Load("").Table!;
        return (study, new VolumeAnalysis(rules, TimeProvider.System).Run(active, volume, study.Stack, study.Facts!, null, TestContext.Current.CancellationToken).Findings);
    }

    private static double WorstMm(VolumeFindings findings) => Marker.All.Max(marker =>
        findings.Nodes.Where(node => node.Label == marker.Label).Select(node => Distance(node.CentroidMm, marker.Centre)).Append(1000).Min());

    private static double Distance(IReadOnlyList<double> a, Vector3 b) => (new Vector3(a[0], a[1], a[2]) - b).Length;

    /// <summary>Mean place of the labelled pixels around a marker.</summary>
    private static Vector3 MaskMm(MarkerSeries series, ReadOnlySpan<byte> labels, Vector3 centre, byte label)
    {
        var (sum, count) = (default(Vector3), 0);
        for (var i = 0; i < labels.Length; i++)
        {
            if (labels[i] != label)
            {
                continue;
            }

            var pixel = i % (MarkerSeries.Rows * MarkerSeries.Columns);
            var place = series.ToPatient(SentSlice(series, i / (MarkerSeries.Rows * MarkerSeries.Columns)), pixel % MarkerSeries.Columns, pixel / MarkerSeries.Columns);
            if ((place - centre).Length < 20)
            {
                (sum, count) = (sum + place, count + 1);
            }
        }

        return sum * (1.0 / count);
    }

    /// <summary>Which slice of the series, in the order of sending, lies n-th along the normal.</summary>
    private static int SentSlice(MarkerSeries series, int n) =>
        Enumerable.Range(0, series.Positions.Count).OrderBy(i => series.Positions[i].Dot(Normal(series))).ElementAt(n);

    private static Vector3 Normal(MarkerSeries series) => series.Row.Cross(series.Column);
}
