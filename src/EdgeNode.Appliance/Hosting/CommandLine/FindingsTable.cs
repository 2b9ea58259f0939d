using System.Globalization;
using EdgeNode.Contracts.Results;

namespace EdgeNode.Appliance.Hosting.CommandLine;

/// <summary>Findings, priority and reasons as text for a terminal.</summary>
internal static class FindingsTable
{
    public static void Write(TextWriter output, CaseResult result)
    {
        output.WriteLine();
        output.WriteLine(" node  class      side      short x long axis   volume     mean HU  slice");
        foreach (var node in result.Nodes)
        {
            output.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $" {node.Id,4}  {Word(node.Label),-9}  {node.Side,-8}  {node.ShortAxisMm,6:0.0} x {node.LongAxisMm,4:0.0} mm  {node.VolumeMm3 / 1000,6:0.00} ml  {node.MeanHu,7:0}  {node.AxialSlice + 1,5}{Flags(node)}"));
        }

        if (result.Nodes.Count == 0)
        {
            output.WriteLine(" no node was segmented; this is not a normal report");
        }

        output.WriteLine();
        output.WriteLine(result.Priority is { } priority ? $" Priority P{priority.Level} (proposed; the physician decides)" : " No priority: not analysed");
        foreach (var reason in result.Priority?.Reasons ?? [])
        {
            var nodes = reason.Nodes.Count == 0 ? "" : $" node {string.Join(", ", reason.Nodes)}";
            output.WriteLine($"   P{reason.Level} {reason.Code}{nodes} ({reason.Source})");
        }

        foreach (var limit in result.Limits)
        {
            output.WriteLine($"   limit {limit}");
        }
    }

    private static string Word(NodeClass label) => label == NodeClass.Ene ? "ENE" : label.ToString().ToLowerInvariant();

    private static string Flags(NodeFinding node) => (node.Borderline ? "  borderline" : "") + (node.Truncated ? "  truncated" : "");
}
