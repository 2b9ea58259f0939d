using EdgeNode.TestData;

namespace EdgeNode.EndToEnd.Harness;

/// <summary>
/// ONNX Runtime whose inference never comes back while a file is there, as in a driver that hangs. It is the real library with one entry of its
/// table of functions replaced, taken through <c>analysis.nativeLibrary</c>, so nothing in the program knows of it.
/// </summary>
internal sealed class HangingRuntime
{
    // The first run of each network is held against our own convolutions: without an answer they do not agree, and ONNX Runtime is what computes.
    // The second is the golden case at the start; from the third on it is a patient.
    private const string Source =
        """
        #define _GNU_SOURCE
        #include <dlfcn.h>
        #include <stdatomic.h>
        #include <stdint.h>
        #include <stdlib.h>
        #include <sys/mman.h>
        #include <unistd.h>

        enum { RunWithBinding = 133 }; /* its place in OrtApi (onnxruntime_c_api.h), which only ever grows at its end */
        typedef void *(*run_t)(void *, const void *, const void *);
        typedef struct { const void *(*api)(uint32_t); const char *(*version)(void); } base_t;
        static const base_t *theirs;
        static base_t ours;
        static run_t compute;
        static atomic_int runs;

        static void *run(void *session, const void *options, const void *binding)
        {
            int before = atomic_fetch_add(&runs, 1);
            if (before == 0) return 0;
            if (before > 1) while (access(getenv("HANG_WHILE"), F_OK) == 0) sleep(1);
            return compute(session, options, binding);
        }

        static const void *api(uint32_t version)
        {
            void **table = (void **)theirs->api(version);
            if (!table || table[RunWithBinding] == (void *)run) return table;
            uintptr_t page = (uintptr_t)&table[RunWithBinding] & ~(uintptr_t)(getpagesize() - 1);
            if (mprotect((void *)page, 2 * getpagesize(), PROT_READ | PROT_WRITE)) abort();
            compute = (run_t)table[RunWithBinding];
            table[RunWithBinding] = (void *)run;
            return table;
        }

        const base_t *OrtGetApiBase(void)
        {
            void *library = dlopen(getenv("HANG_RUNTIME"), RTLD_NOW);
            if (!library) abort();
            theirs = ((const base_t *(*)(void))dlsym(library, "OrtGetApiBase"))();
            ours.api = api;
            ours.version = theirs->version;
            return &ours;
        }
        """;

    private readonly string _mark;

    private HangingRuntime(string mark) => _mark = mark;

    /// <summary>Builds it and sets the box to it. Needs a C compiler; without one the test is skipped, in CI it fails.</summary>
    public static async Task<HangingRuntime> BuildOrSkipAsync(ApplianceUnderTest box)
    {
        var (source, library) = (Path.Combine(box.Folder, "hang.c"), Path.Combine(box.Folder, "libonnxruntime.so"));
        await File.WriteAllTextAsync(source, Source);
        try
        {
            (await Tool.RunAsync("gcc", "-shared", "-fPIC", "-o", library, source)).MustSucceed();
        }
        catch (System.ComponentModel.Win32Exception missing) when (Environment.GetEnvironmentVariable("CI") is null)
        {
            Assert.Skip($"No C compiler here: {missing.Message}");
        }

        var runtime = new HangingRuntime(Path.Combine(box.Folder, "hang"));
        box.Environment["EDGENODE_analysis__nativeLibrary"] = library;
        box.Environment["HANG_RUNTIME"] = Path.Combine(RealData.Repository, "artifacts", "lib", "libonnxruntime.so");
        box.Environment["HANG_WHILE"] = runtime._mark;
        return runtime;
    }

    public void Hang() => File.WriteAllText(_mark, "");

    public void Mend() => File.Delete(_mark);
}
