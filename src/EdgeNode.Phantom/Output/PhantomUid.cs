using System.Security.Cryptography;
using System.Text;
using EdgeNode.Dicom.DataSets;

namespace EdgeNode.Phantom.Output;

/// <summary>UIDs under 2.25 (PS3.5 B.2) that depend on the seed and what they name, so that the same phantom is the same study.</summary>
internal static class PhantomUid
{
    public static string Of(ulong seed, string what) =>
        DicomUid.From(new Guid(SHA256.HashData(Encoding.UTF8.GetBytes($"edgenode-phantom/{seed}/{what}")).AsSpan(0, 16)));
}
