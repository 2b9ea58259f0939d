using System.Globalization;
using System.Reflection;
using EdgeNode.Dicom.DataSets;
using EdgeNode.Dicom.Network;
using EdgeNode.Dicom.Network.Commitment;
using EdgeNode.Dicom.Tests.Peers;
using EdgeNode.TestPeers;

namespace EdgeNode.Dicom.Tests.Network;

/// <summary>docs/dicom-conformance.md says what the listener does, no more and no less.</summary>
public sealed class ConformanceStatementTests
{
    private static readonly DicomListenerOptions Offered = new();

    private static readonly Dictionary<string, (string Bytes, string Text)> Samples = new()
    {
        ["ISO_IR 6"] = ("41", "A"),
        ["ISO_IR 100"] = ("E9", "é"),
        ["ISO_IR 101"] = ("B1", "ą"),
        ["ISO_IR 109"] = ("E6", "ĉ"),
        ["ISO_IR 110"] = ("BF", "ŋ"),
        ["ISO_IR 144"] = ("DF", "п"),
        ["ISO_IR 127"] = ("C7", "ا"),
        ["ISO_IR 126"] = ("E1", "α"),
        ["ISO_IR 138"] = ("E0", "א"),
        ["ISO_IR 148"] = ("FD", "ı"),
        ["ISO_IR 203"] = ("A4", "€"),
        ["ISO_IR 166"] = ("A1", "ก"),
        ["ISO_IR 13"] = ("B1", "ｱ"),
        ["ISO_IR 192"] = ("E78E8B", "王"),
        ["GB18030"] = ("CDF5", "王"),
        ["GBK"] = ("CDF5", "王"),
        ["ISO 2022 IR 13"] = ("B1", "ｱ"),
        ["ISO 2022 IR 87"] = ("1B24423B331B2842", "山"),
        ["ISO 2022 IR 159"] = ("1B242844306B1B2842", "佌"),
        ["ISO 2022 IR 149"] = ("1B242943B1E8", "김"),
        ["ISO 2022 IR 58"] = ("1B242941CDF5", "王"),
    };

    [Fact]
    public async Task Every_sop_class_of_the_overview_is_accepted_in_every_syntax_it_is_said_to_take()
    {
        var classes = ConformanceStatement.Table("service").Where(row => row[3] == "yes").Select(row => row[1]).ToList();
        Assert.Equal(Offered.StorageClasses.Append(SopClasses.Verification).Append(SopClasses.StorageCommitmentPushModel).Order(StringComparer.Ordinal), classes.Order(StringComparer.Ordinal));
        await using var listener = await Listener.StartAsync(commitment: new RecordingCommitment());
        foreach (var sopClass in classes)
        {
            var isStorage = SopClasses.IsStorage(sopClass);
            var answer = await AskAsync(listener, [.. Offered.TransferSyntaxes.Select((syntax, i) => RawPeer.Context((byte)((2 * i) + 1), sopClass, syntax.Uid))]);
            Assert.Equal(Offered.TransferSyntaxes.Select(syntax => (byte)(isStorage || !syntax.IsEncapsulated ? 0 : 4)), RawPeer.ContextResults(answer));
        }
    }

    [Fact]
    public async Task Transfer_syntaxes_stand_in_the_order_in_which_they_are_chosen()
    {
        var rows = ConformanceStatement.Table("preference");
        Assert.Equal(Offered.TransferSyntaxes.Select((syntax, i) => (i + 1, syntax.Name, syntax.Uid, syntax.IsLossy ? "no" : "yes")), rows.Select(row => (int.Parse(row[0], CultureInfo.InvariantCulture), row[1], row[2], row[3])));
        await using var listener = await Listener.StartAsync();
        for (var i = 0; i + 1 < rows.Count; i++)
        {
            await AskAsync(listener, RawPeer.Context(1, SopClasses.CtImageStorage, [.. rows.Skip(i).Reverse().Select(row => row[2])]));
            Assert.Equal(rows[i][2], listener.Handler.Associations.Entries()[0].Contexts.Single().TransferSyntax);
        }
    }

    [Fact]
    public void Statuses_are_those_the_program_knows() => Assert.Equal(
        Constants<DimseStatus>(typeof(DimseStatus)).Select(status => status.ToString()).Order(StringComparer.Ordinal),
        ConformanceStatement.Table("status").Select(row => row[0]).Order(StringComparer.Ordinal));

    [Fact]
    public void Failure_reasons_are_those_a_report_can_state() => Assert.Equal(
        Enum.GetValues<CommitmentFailure>().Select(reason => $"{(ushort)reason:X4}H"),
        ConformanceStatement.Table("failure reason").Select(row => row[0]));

    [Fact]
    public void Rejections_and_aborts_are_those_the_program_knows()
    {
        var rejections = Constants<object>(Internal("RejectReason")).Select(reason => string.Join('/', new[] { "Result", "Source", "Reason" }.Select(part => reason.GetType().GetProperty(part)!.GetValue(reason))));
        Assert.Equal(rejections.Order(StringComparer.Ordinal), ConformanceStatement.Table("result").Select(row => string.Join('/', row.Take(3))).Order(StringComparer.Ordinal));
        var aborts = Enum.GetValuesAsUnderlyingType(Internal("AbortReason")).Cast<byte>().Order().Select(reason => $"{reason}");
        Assert.Equal(aborts, ConformanceStatement.Table("abort reason").Select(row => row[0]));
    }

    [Fact]
    public void What_is_announced_is_stated()
    {
        Assert.Equal($"{Offered.MaxPduBytes}", ConformanceStatement.Value("maximum PDU length announced"));
        Assert.Equal(DicomUid.ImplementationClass, ConformanceStatement.Value("implementation class UID"));
        Assert.Equal(DicomUid.ImplementationVersion, ConformanceStatement.Value("implementation version name"));
    }

    [Fact]
    public void Character_sets_are_those_that_decode()
    {
        Assert.Equal(Samples.Keys.Order(StringComparer.Ordinal), ConformanceStatement.Table("defined term").Select(row => row[0]).Order(StringComparer.Ordinal));
        foreach (var (term, (bytes, text)) in Samples)
        {
            var dataSet = new DicomDataset().Set(Tags.SpecificCharacterSet, term).Set(Tags.PatientName, Vr.PN, Convert.FromHexString(bytes));
            Assert.Equal((term, text), (term, dataSet.GetString(Tags.PatientName)));
        }
    }

    private static Type Internal(string name) => typeof(DicomListenerOptions).Assembly.GetType($"EdgeNode.Dicom.Network.UpperLayer.{name}", throwOnError: true)!;

    private static IEnumerable<T> Constants<T>(Type type) => type.GetFields(BindingFlags.Public | BindingFlags.Static).Where(field => field.FieldType == type).Select(field => (T)field.GetValue(null)!);

    private static async Task<byte[]> AskAsync(Listener listener, params byte[][] contexts)
    {
        using var peer = await RawPeer.ConnectAsync(listener.Peer.Port);
        await peer.Stream.WriteAsync(RawPeer.AssociateRequest(contexts));
        var answer = await peer.ReadPduAsync();
        Assert.NotNull(answer);
        return answer;
    }
}
