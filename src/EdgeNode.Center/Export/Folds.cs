using System.Security.Cryptography;
using System.Text;

namespace EdgeNode.Center.Export;

/// <summary>Splits for training and validation: no patient is in both.</summary>
internal static class Folds
{
    private const int Count = 5;

    /// <summary>nnU-Net's five folds. A patient's place follows from the pseudonym alone, so it stays when cases are added.</summary>
    /// <param name="cases">Names of the training cases, each with site and patient.</param>
    public static IReadOnlyList<Fold> ByPatient(IReadOnlyList<(string Name, string Site, string Patient)> cases) =>
        [.. Enumerable.Range(0, Count).Select(fold => Held(cases, one => Place(one.Site + "/" + one.Patient) == fold))];

    /// <summary>One fold a site, which it is held out in: what a model does in a hospital that it has never seen.</summary>
    public static IReadOnlyList<Fold> BySite(IReadOnlyList<(string Name, string Site, string Patient)> cases) =>
        [.. cases.Select(one => one.Site).Distinct().Order(StringComparer.Ordinal).Select(site => Held(cases, one => one.Site == site))];

    private static Fold Held(IReadOnlyList<(string Name, string Site, string Patient)> cases, Func<(string Name, string Site, string Patient), bool> isHeld) =>
        new([.. cases.Where(one => !isHeld(one)).Select(one => one.Name)], [.. cases.Where(isHeld).Select(one => one.Name)]);

    private static int Place(string patient) => (int)(BitConverter.ToUInt32(SHA256.HashData(Encoding.UTF8.GetBytes(patient))) % Count);
}
