using System.Net;
using EdgeNode.Dicom.Files;
using EdgeNode.Dicom.Network;
using EdgeNode.Dicom.Tests.Peers;
using EdgeNode.TestPeers;

namespace EdgeNode.Dicom.Tests.Network;

/// <summary>Who is let in, and for what.</summary>
public sealed class KnownPeerTests
{
    private const string Ct = "1.2.840.10008.5.1.4.1.1.2";
    private const string Mr = "1.2.840.10008.5.1.4.1.1.4";
    private const string Verification = "1.2.840.10008.1.1";
    private const string Commitment = "1.2.840.10008.1.20.1";
    private const string Implicit = "1.2.840.10008.1.2";
    private static readonly byte[] Accepted = [2];
    private static readonly byte[] CallingAeNotRecognised = [3, 0, 0, 0, 0, 4, 0, 1, 1, 3];
    private static readonly byte[] TemporaryCongestion = [3, 0, 0, 0, 0, 4, 0, 2, 3, 1];

    // The raw peer calls itself RAW, from the loopback.
    public static TheoryData<string, KnownPeer[], bool, byte[]> Admissions => new()
    {
        { "nobody is listed", [], false, Accepted },
        { "listed, from anywhere", [new("RAW")], true, Accepted },
        { "listed with its address", [new("RAW", IPNetwork.Parse("127.0.0.1/32"))], true, Accepted },
        { "listed with its network", [new("RAW", IPNetwork.Parse("127.0.0.0/8"))], true, Accepted },
        { "one of two entries fits", [new("RAW", IPNetwork.Parse("10.0.0.1/32")), new("RAW", IPNetwork.Parse("127.0.0.1/32"))], true, Accepted },
        { "not listed", [new("CT1")], true, CallingAeNotRecognised },
        { "not listed, strangers may", [new("CT1")], false, Accepted },
        { "another case is another title", [new("raw")], true, CallingAeNotRecognised },
        { "listed with another address", [new("RAW", IPNetwork.Parse("10.0.0.1/32"))], true, CallingAeNotRecognised },
        { "listed with another address, strangers may", [new("RAW", IPNetwork.Parse("10.0.0.1/32"))], false, CallingAeNotRecognised },
    };

    [Theory]
    [MemberData(nameof(Admissions))]
    public async Task A_peer_is_known_by_title_and_address(string what, KnownPeer[] peers, bool only, byte[] expected)
    {
        await using var listener = await Listener.StartAsync(new() { Peers = peers, OnlyKnownPeers = only });
        var answer = await AskAsync(listener, RawPeer.Context(1, Ct, Implicit));
        Assert.True(answer.AsSpan().StartsWith(expected), $"{what}: {Convert.ToHexString(answer)}");
        Assert.Equal(expected == Accepted ? AssociationOutcome.Released : AssociationOutcome.Rejected, await OutcomeAsync(listener));
    }

    [Theory]
    [InlineData(PeerRole.Echo, 0, 1, 1)]
    [InlineData(PeerRole.Send, 0, 0, 1)]
    [InlineData(PeerRole.Commit, 0, 0, 0)]
    public async Task A_role_bounds_the_contexts_that_are_accepted(PeerRole role, byte echo, byte store, byte commit)
    {
        await using var listener = await Listener.StartAsync(new() { Peers = [new("RAW", null, role)], OnlyKnownPeers = true }, commitment: new RecordingCommitment());
        var answer = await AskAsync(listener, RawPeer.Context(1, Verification, Implicit), RawPeer.Context(3, Ct, Implicit), RawPeer.Context(5, Commitment, Implicit));
        Assert.Equal([echo, store, commit], RawPeer.ContextResults(answer));
    }

    [Theory]
    [InlineData(OtherStorage.Refuse, Mr, 3)]
    [InlineData(OtherStorage.Accept, Mr, 0)]
    [InlineData(OtherStorage.Accept, "1.2.840.10008.5.1.4.1.2.2.1", 3)]
    [InlineData(OtherStorage.Accept, "1.2.3.4", 3)]
    public async Task Other_storage_classes_are_answered_as_configured(OtherStorage others, string sopClass, byte result)
    {
        await using var listener = await Listener.StartAsync(new() { OtherStorage = others });
        Assert.Equal([result], RawPeer.ContextResults(await AskAsync(listener, RawPeer.Context(1, sopClass, Implicit))));
    }

    [Fact]
    public async Task Storage_commitment_is_offered_only_where_somebody_answers_for_it()
    {
        await using var listener = await Listener.StartAsync();
        Assert.Equal([3], RawPeer.ContextResults(await AskAsync(listener, RawPeer.Context(1, Commitment, Implicit))));
    }

    [Fact]
    public async Task Of_two_contexts_with_one_id_the_first_counts()
    {
        await using var listener = await Listener.StartAsync();
        Assert.Equal([0, 2], RawPeer.ContextResults(await AskAsync(listener, RawPeer.Context(1, Ct, Implicit), RawPeer.Context(1, Verification, Implicit))));
    }

    [Fact]
    public async Task The_order_of_transfer_syntaxes_can_be_chosen()
    {
        await using var listener = await Listener.StartAsync(new() { TransferSyntaxes = [TransferSyntax.ImplicitVrLittleEndian, TransferSyntax.ExplicitVrLittleEndian] });
        var answer = await AskAsync(listener, RawPeer.Context(1, Ct, "1.2.840.10008.1.2.1", Implicit, "1.2.840.10008.1.2.4.80"));
        Assert.Equal([0], RawPeer.ContextResults(answer));
        Assert.Equal(Implicit, listener.Handler.Associations.Entries().Single().Contexts.Single().TransferSyntax);
    }

    [Fact]
    public async Task Without_room_storage_is_put_off_as_transient_and_verification_is_not()
    {
        await using var listener = await Listener.StartAsync(new() { HasRoom = () => false });
        Assert.Equal(TemporaryCongestion, await AskAsync(listener, RawPeer.Context(1, Ct, Implicit), RawPeer.Context(3, Verification, Implicit)));
        Assert.True((await new EchoClient(TimeProvider.System).EchoAsync(listener.Peer, "TEST")).IsSuccess);
        Assert.Equal(0, listener.Open);
    }

    /// <summary>The answer to a request for these contexts; an accepted association is released again.</summary>
    private static async Task<byte[]> AskAsync(Listener listener, params byte[][] contexts)
    {
        using var peer = await RawPeer.ConnectAsync(listener.Peer.Port);
        await peer.Stream.WriteAsync(RawPeer.AssociateRequest(contexts));
        var answer = await peer.ReadPduAsync();
        Assert.NotNull(answer);
        await peer.Stream.WriteAsync(RawPeer.Pdu(5, new byte[4]));
        if (answer[0] == 2) Assert.Equal(6, (await peer.ReadPduAsync())![0]);
        return answer;
    }

    private static async Task<AssociationOutcome> OutcomeAsync(Listener listener)
    {
        await Listener.UntilAsync(() => listener.Handler.Associations.Entries() is [{ Ended: not null }], "the association is over");
        return listener.Handler.Associations.Entries().Single().Outcome;
    }
}
