using System.Reflection;
using System.Runtime.InteropServices;
using Microsoft.ML.OnnxRuntime;

namespace EdgeNode.Inference.Networks;

/// <summary>
/// Takes ONNX Runtime's native library from a path instead of the one beside the program: for a Jetson, or any build with a GPU that did not come as
/// a package. The providers' libraries are found beside it by ONNX Runtime itself. Must be called before anything else of ONNX Runtime.
/// </summary>
public static class NativeOnnxRuntime
{
    private const string ImportName = "onnxruntime";
    private static readonly Lock Gate = new();
    private static string? _path;

    /// <summary>Begins to load the library on another thread; whoever needs it before it is there waits, and meets the failure if there is one.</summary>
    public static void Begin() => Task.Run(OrtEnv.Instance);

    /// <summary>Waits until what <see cref="Begin"/> began is done, well or not: a process that ends while the library is still being loaded crashes.</summary>
    public static void Settle()
    {
        try
        {
            OrtEnv.Instance();
        }
        catch (Exception failure) when (failure is DllNotFoundException or EntryPointNotFoundException or TypeInitializationException or OnnxRuntimeException)
        {
            // Nobody needs it here; whoever does meets the same failure.
        }
    }

    /// <summary>Null, or why the library can not be used.</summary>
    /// <param name="path">libonnxruntime.so, of the version of the managed library or newer.</param>
    public static InferenceProblem? Use(string path)
    {
        lock (Gate)
        {
            if (_path == path)
            {
                return null;
            }

            if (_path is not null || !File.Exists(path) || !NativeLibrary.TryLoad(path, out _))
            {
                return new(
                    ProblemCodes.NativeLibraryMissing,
                    $"ONNX Runtime can not be loaded from '{path}'{(_path is null ? "" : $", another is in use ({_path})")}: put libonnxruntime.so and the libraries it needs there, or correct analysis.nativeLibrary.");
            }

            _path = path;

            // The managed library brings a resolver of its own since 1.24; an assembly can have one only.
            OrtEnv.DisableDllImportResolver = true;
            NativeLibrary.SetDllImportResolver(typeof(OrtEnv).Assembly, Resolve);
            return null;
        }
    }

    private static nint Resolve(string name, Assembly assembly, DllImportSearchPath? search) => name == ImportName ? NativeLibrary.Load(_path!) : 0;
}
