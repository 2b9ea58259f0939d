using System.Security.Cryptography;
using System.Text.Json;
using EdgeNode.Appliance.Hosting.Options;
using EdgeNode.Appliance.Models;
using EdgeNode.Contracts.Results;
using EdgeNode.Dicom.Files;
using EdgeNode.Imaging.Nifti;
using EdgeNode.Inference;

namespace EdgeNode.Appliance.Evaluation;

/// <summary>
/// Tells whether a kept measurement is still that of this case: SHA-256 over image, truth, truth.json, model with its provider, settings, and the programs'
/// module ids. Builds are deterministic, so the same sources have the same ids.
/// </summary>
internal static class MeasurementKey
{
    private static readonly Type[] Programs = [typeof(MeasurementKey), typeof(DicomFile), typeof(NiftiReader), typeof(Segmenter)];

    public static string Of(EvaluationCase one, ActiveModel model, AnalysisOptions options)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var settings = new MeasurementSettings(model.Identity, options, [.. Programs.Select(program => program.Module.ModuleVersionId)]);
        hash.AppendData(JsonSerializer.SerializeToUtf8Bytes(settings, EvaluationJson.Default.MeasurementSettings));
        foreach (var file in Files(one))
        {
            using var stream = File.OpenRead(file);
            hash.AppendData(SHA256.HashData(stream));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static IEnumerable<string> Files(EvaluationCase one) => new[] { one.Truth, one.TruthJson }.OfType<string>()
        .Concat(Directory.Exists(one.Image) ? Directory.EnumerateFiles(one.Image, "*", SearchOption.AllDirectories) : [one.Image])
        .Distinct().Order(StringComparer.Ordinal);
}

/// <summary>What decides on a measurement beside the files.</summary>
internal sealed record MeasurementSettings(ModelIdentity Model, AnalysisOptions Analysis, IReadOnlyList<Guid> Programs);
