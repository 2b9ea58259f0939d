using System.Globalization;
using System.Text;

namespace EdgeNode.EndToEnd.Harness;

/// <summary>
/// A copy of a study in which every tag of the dictionary that holds text, a day or a time is filled with what a hospital must not lose; names in
/// Chinese, and more of it in sequences and in a private block.
/// </summary>
internal static class StuffedStudy
{
    /// <summary>Chosen so that nothing else in a message can look like them.</summary>
    public static readonly string[] Planted =
    [
        "Zhaoleak", "張曉明", "张晓明", "A123456789", "ACC77654321", "19520317", "20260704", "1952-03-17", "2026-07-04", "Leakmark", "091545.77", "09:15:45",
    ];

    /// <summary>Value representations that hold what a person wrote, a day or a time (PS3.5 6.2).</summary>
    private static readonly string[] Kinds = ["PN", "LO", "SH", "ST", "LT", "UT", "UC", "AE", "DA", "DT", "TM"];

    /// <summary>Commands, the file's own head and directories are no study's; what a pixel means is left to the scanner.</summary>
    private static readonly string[] LeftOut = ["0000", "0002", "0004", "0028"];

    /// <summary>Where Debian's libdcmtk keeps it; the folder's name has the version of the library.</summary>
    private static readonly string Dictionary = Directory.GetDirectories("/usr/share", "libdcmtk*").Select(folder => Path.Combine(folder, "dicom.dic")).First(File.Exists);

    static StuffedStudy() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    /// <summary>Returns the folder <c>study</c> in <paramref name="folder"/>.</summary>
    public static async Task<string> MakeAsync(string from, string folder)
    {
        var study = Path.Combine(folder, "study");
        Directory.CreateDirectory(study);
        foreach (var file in Directory.GetFiles(from, "*.dcm", SearchOption.AllDirectories))
            File.Copy(file, Path.Combine(study, Path.GetFileName(file)));
        var tags = Tags().ToList();
        Assert.True(tags.Count > 800 && tags.Select(tag => tag.Kind).Distinct().Count() == Kinds.Length, $"{tags.Count} tags are filled");
        string[] changes =
        [
            .. tags.Select(tag => $"({tag.Tag})={Value(tag.Kind)}"),
            $"(0040,0275)[0].(0040,0007)={Value("LO")}", $"(0040,0275)[0].(0008,0050)={Value("SH")}", $"(0010,1002)[0].(0010,0020)={Value("LO")}",

            // The only creator of this group whose block dcmodify knows a text of.
            "(0029,0010)=SIEMENS MED DISPLAY", $"(0029,1004)={Value("LT")}",
            "(0008,0005)=GB18030", "(0010,0030)=19520317", "(0010,0040)=F", "(0010,1010)=074Y",
        ];

        // Arguments are UTF-8 here and must be GB18030 in the file: a script carries the bytes.
        var script = Path.Combine(folder, "stuff.sh");
        var quoted = string.Join(' ', changes.Select(change => $"-i '{change}'"));
        await File.WriteAllBytesAsync(script, [.. "dcmodify -nb -imt "u8, .. Encoding.GetEncoding("GB18030").GetBytes(quoted), .. " \"$@\"\n"u8]);
        (await Tool.RunAsync("/bin/sh", [script, .. Directory.GetFiles(study)])).MustSucceed();
        return study;
    }

    private static string Value(string kind) => kind switch
    {
        "PN" => "Zhaoleak^張曉明",
        "SH" => "ACC77654321 張曉明",
        "AE" => "Leakmark",
        "LO" => "A123456789 张晓明",
        "DA" => "20260704",
        "TM" => "091545.770123",
        "DT" => "20260704091545.770123",
        _ => "Zhaoleak 張曉明 A123456789 ACC77654321 Leakmark 1952-03-17",
    };

    /// <summary>Tags with one value each; repeating groups left out.</summary>
    private static IEnumerable<(string Tag, string Kind)> Tags() => File.ReadLines(Dictionary)
        .Select(line => line.Split('\t'))
        .Where(field => field is [['(', ..], ..] && field[0].Length == 11 && field.Length >= 5 && field[4].StartsWith("DICOM", StringComparison.Ordinal))
        .Where(field => IsOfAStudy(field[0][1..5]) && Kinds.Contains(field[1]))
        .Select(field => (field[0][1..10], field[1]));

    /// <summary>Even groups.</summary>
    private static bool IsOfAStudy(string group) => int.TryParse(group, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var number) && number % 2 == 0 && !LeftOut.Contains(group);
}
