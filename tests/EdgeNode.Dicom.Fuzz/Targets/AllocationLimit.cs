using System.Globalization;

namespace EdgeNode.Dicom.Fuzz.Targets;

/// <summary>
/// Memory that one input may cost: <see cref="Factor"/> times its length and a fixed amount for what every call needs whatever it is given
/// (stated by each target). Counted is everything allocated on the way, also what is garbage at once.
/// </summary>
internal static class AllocationLimit
{
    public const int Factor = 8;

    public static long Now => GC.GetAllocatedBytesForCurrentThread();

    public static void Check(string what, long before, long inputBytes, long fixedBytes, int factor = Factor)
    {
        var allocated = Now - before;
        if (allocated > (inputBytes * factor) + fixedBytes)
        {
            throw new InvariantException($"{what} allocates at most {factor} x input", string.Create(CultureInfo.InvariantCulture, $"{allocated} bytes for {inputBytes}"));
        }
    }
}
