using System.Runtime.InteropServices;
using System.Text.RegularExpressions;

namespace EdgeNode.Inference.Networks;

/// <summary>What a TensorRT engine depends on beside the network: an engine built for one set of these is not valid for another.</summary>
/// <param name="OnnxRuntime">Version of the native library.</param>
/// <param name="TensorRT">Version of libnvinfer; <c>unknown</c> where it can not be told.</param>
/// <param name="Driver">Version of the driver, or of Jetson Linux.</param>
/// <param name="Gpu">Name of the GPU, or of the Jetson module.</param>
public sealed partial record GpuEnvironment(string OnnxRuntime, string TensorRT, string Driver, string Gpu)
{
    private const string Unknown = "unknown";

    /// <summary>Reads the kernel's own files: no tool of NVIDIA is needed.</summary>
    /// <param name="onnxRuntime">Version of the native library.</param>
    /// <param name="device">Number of the GPU.</param>
    /// <param name="root">Where the file system begins; another place for tests.</param>
    public static GpuEnvironment Read(string onnxRuntime, int device, string root = "/") => new(
        onnxRuntime,
        TensorRTVersion(),
        Text(root, "proc/driver/nvidia/version") is { } driver && DriverVersion().Match(driver) is { Success: true } found ? found.Groups[1].Value
            : Text(root, "etc/nv_tegra_release")?.Split('\n')[0].Trim('#', ' ') ?? Unknown,
        GpuName(root, device) ?? Text(root, "proc/device-tree/model")?.Trim('\0', '\n') ?? Unknown);

    /// <summary>True where the machine has an NVIDIA GPU whose driver is loaded, or is a Jetson.</summary>
    public static bool HasGpu(string root = "/") =>
        File.Exists(Path.Combine(root, "proc/driver/nvidia/version"))
        || File.Exists(Path.Combine(root, "etc/nv_tegra_release"))
        || File.Exists(Path.Combine(root, "dev/nvidia0"));

    private static string? GpuName(string root, int device)
    {
        var folder = Path.Combine(root, "proc/driver/nvidia/gpus");
        var gpus = Directory.Exists(folder) ? Directory.GetDirectories(folder).Order(StringComparer.Ordinal).ToArray() : [];
        return device < gpus.Length && Text(gpus[device], "information") is { } information && Model().Match(information) is { Success: true } model
            ? model.Groups[1].Value.Trim()
            : null;
    }

    private static string? Text(string root, string file)
    {
        try
        {
            var path = Path.Combine(root, file);
            return File.Exists(path) ? File.ReadAllText(path) : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    // libnvinfer says its version as one number: 10.9.0 is 100900 since TensorRT 10, 8.6.1 was 8601.
    private static string TensorRTVersion()
    {
        foreach (var name in new[] { "libnvinfer.so.10", "libnvinfer.so.11", "libnvinfer.so.8", "libnvinfer.so" })
        {
            if (NativeLibrary.TryLoad(name, out var library) && NativeLibrary.TryGetExport(library, "getInferLibVersion", out var function))
            {
                return Marshal.GetDelegateForFunctionPointer<LibraryVersion>(function)().ToString(System.Globalization.CultureInfo.InvariantCulture);
            }
        }

        return Unknown;
    }

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    private delegate int LibraryVersion();

    [GeneratedRegex(@"Kernel Module(?: for \S+)?\s+(\d[\d.]*)")]
    private static partial Regex DriverVersion();

    [GeneratedRegex(@"^Model:\s*(.+)$", RegexOptions.Multiline)]
    private static partial Regex Model();
}
