using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;
using EdgeNode.Dicom.DataSets;
using EdgeNode.Dicom.Files;
using EdgeNode.Dicom.Pixels;

namespace EdgeNode.Appliance.Hosting.CommandLine;

/// <summary><c>edgenode dump FILE</c>: the data set as the box reads it. Prints what is in the file, names included.</summary>
internal static class DumpCommand
{
    private const int LongestValue = 96;
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    public static Command Create()
    {
        var file = new Argument<string>("file") { Description = "DICOM file." };
        var json = CommonOptions.Json();
        var hash = new Option<bool>("--pixel-hash") { Description = "SHA-256 of the stored pixel values instead of the data set." };
        var command = new Command("dump", "Print a DICOM file as the box reads it.") { file, json, hash };
        command.SetAction(parsed => Run(parsed.GetValue(file)!, parsed.GetValue(json), parsed.GetValue(hash)));
        return command;
    }

    private static int Run(string path, bool json, bool hash)
    {
        if (!File.Exists(path))
        {
            return Complaint.Because(new("INPUT_MISSING", $"'{path}' is not there."), ExitCode.InputMissing);
        }

        var read = DicomReader.ReadFile(path);
        if (read.File is not { } file)
        {
            return Complaint.Because(new(read.Reason!, read.Detail!), ExitCode.InputUnsuitable);
        }

        if (hash)
        {
            var pixels = PixelHash.Of(file);
            if (pixels.Problem is { } problem)
            {
                return Complaint.Because(new(problem.Reason, problem.Detail), ExitCode.InputUnsuitable);
            }

            Console.Out.WriteLine(pixels.Sha256);
            return ExitCode.Done;
        }

        if (json)
        {
            Console.Out.WriteLine(ToJson(file.DataSet).ToJsonString(Indented));
        }
        else
        {
            Console.Out.WriteLine($"# {file.TransferSyntax.Name} ({file.TransferSyntax.Uid})");
            Print(file.Meta, 0);
            Print(file.DataSet, 0);
        }

        return ExitCode.Done;
    }

    private static void Print(DicomDataset data, int depth)
    {
        foreach (var element in data.Elements)
        {
            var keyword = TagRegistry.Find(element.Tag)?.Keyword ?? "";
            Console.Out.WriteLine($"{new string(' ', depth * 2)}{element.Tag} {element.Vr} {keyword} {(element.Items is null ? Value(data, element) : "")}".TrimEnd());
            foreach (var item in element.Items ?? [])
            {
                Print(item, depth + 1);
            }
        }
    }

    private static JsonObject ToJson(DicomDataset data)
    {
        var result = new JsonObject();
        foreach (var element in data.Elements)
        {
            var name = TagRegistry.Find(element.Tag)?.Keyword ?? element.Tag.ToString();
            result[name] = element.Items is { } items ? new JsonArray([.. items.Select(item => (JsonNode)ToJson(item))]) : Value(data, element);
        }

        return result;
    }

    private static string Value(DicomDataset data, DicomElement element)
    {
        var text = element.Vr switch
        {
            Vr.OB or Vr.OW or Vr.OD or Vr.OF or Vr.OL or Vr.OV or Vr.UN or Vr.AT => $"<{element.Value.Length} bytes>",
            Vr.US or Vr.SS or Vr.UL or Vr.SL or Vr.UV or Vr.SV or Vr.FL or Vr.FD => string.Join('\\', data.GetDoubles(element.Tag).Select(value => value.ToString(System.Globalization.CultureInfo.InvariantCulture))),
            _ => string.Join('\\', data.GetStrings(element.Tag)),
        };
        return text.Length <= LongestValue ? text : text[..LongestValue] + "...";
    }
}
