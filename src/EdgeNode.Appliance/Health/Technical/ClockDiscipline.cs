using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace EdgeNode.Appliance.Health.Technical;

/// <summary>What the kernel knows of the programs that keep its clock right, be it chrony or another: <c>timedatectl</c> shows the same.</summary>
/// <param name="IsSynchronised">A time server, or a clock beside it, sets this one.</param>
/// <param name="LargestError">Of the clock, as far as that program knows.</param>
public sealed partial record ClockDiscipline(bool IsSynchronised, TimeSpan LargestError)
{
    // struct timex (adjtimex(2)) on 64-bit Linux: 208 bytes.
    private const int Size = 256;
    private const int MaxErrorAt = 24;
    private const int StatusAt = 40;
    private const int Unsynchronised = 0x40;
    private const int TimeError = 5;

    /// <summary>Null where the system does not say.</summary>
    public static ClockDiscipline? Read()
    {
        // No mode is set: this asks and changes nothing.
        Span<byte> answer = stackalloc byte[Size];
        answer.Clear();
        return OperatingSystem.IsLinux() && AdjTimex(ref MemoryMarshal.GetReference(answer)) is >= 0 and var state
            ? Of(state, BinaryPrimitives.ReadInt32LittleEndian(answer[StatusAt..]), BinaryPrimitives.ReadInt64LittleEndian(answer[MaxErrorAt..]))
            : null;
    }

    /// <param name="state">What the call returned.</param>
    /// <param name="status">Its status bits.</param>
    /// <param name="microseconds">Its largest error.</param>
    internal static ClockDiscipline Of(int state, int status, long microseconds) =>
        new(state != TimeError && (status & Unsynchronised) == 0, TimeSpan.FromMicroseconds(microseconds));

    [LibraryImport("libc", EntryPoint = "adjtimex")]
    private static partial int AdjTimex(ref byte timex);
}
