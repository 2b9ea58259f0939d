using System.Globalization;

namespace EdgeNode.EndToEnd.Harness;

/// <summary>A synthetic neck of few voxels, where only its way through the box counts.</summary>
internal static class SmallStudy
{
    public const int Slices = 32;

    public static async Task<string> MakeAsync(string folder, int seed)
    {
        (await Programs.EdgeNodeAsync("phantom", "--out", folder, "--seed", seed.ToString(CultureInfo.InvariantCulture), "--slices", Slices.ToString(CultureInfo.InvariantCulture), "--spacing", "4.5,1.2,1.2")).MustSucceed();
        return folder;
    }
}
