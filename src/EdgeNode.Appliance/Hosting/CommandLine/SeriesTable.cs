using EdgeNode.Contracts.Results;

namespace EdgeNode.Appliance.Hosting.CommandLine;

/// <summary>Which series was taken and why, which were not, and how much of the neck it shows, as text for a terminal.</summary>
internal static class SeriesTable
{
    public static void Write(TextWriter output, CaseResult result)
    {
        if (result.Series is not { } series)
        {
            return;
        }

        output.WriteLine($" {series.Why}");
        foreach (var rejected in series.Rejected)
        {
            output.WriteLine($"   not taken {(rejected.Description.Length > 0 ? $"\"{rejected.Description}\" " : "")}{rejected.Code}: {rejected.Why}");
        }

        if (result.Coverage is { } neck)
        {
            output.WriteLine($" {neck.Text}");
        }
    }
}
