using System.Text.Json;
using EdgeNode.EndToEnd.Harness;
using EdgeNode.TestPeers;
using Microsoft.Playwright;

namespace EdgeNode.EndToEnd.Journeys;

/// <summary>
/// Left and right on the whole way, from the pixels of a study with known nodes to the pixels of the screen: what lies on the patient's left is drawn on the
/// right of the axial picture, under the letter L, in whatever order rows and columns were stored.
/// </summary>
public sealed class KioskLateralityTests : IDisposable
{
    private const string Look = """
        () => {
          const canvas = document.querySelector('[data-plane=axial] canvas');
          const { data, width } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
          let [marked, markedX, body, bodyX] = [0, 0, 0, 0];
          for (let i = 0; i < data.length; i += 4) {
            const [most, least] = [Math.max(data[i], data[i + 1], data[i + 2]), Math.min(data[i], data[i + 1], data[i + 2])];
            const x = (i / 4) % width;
            if (most - least > 70) [marked, markedX] = [marked + 1, markedX + x];
            else if (most > 60) [body, bodyX] = [body + 1, bodyX + x];
          }
          return [markedX / marked - bodyX / body, marked, width];
        }
        """;

    private readonly string _study = Directory.CreateTempSubdirectory("edgenode-sides").FullName;

    [Theory]
    [InlineData(false, false)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(true, true)]
    public async Task What_is_on_the_patients_left_is_drawn_on_the_right_under_the_letter_L(bool columnsFlipped, bool rowsFlipped)
    {
        (await Programs.EdgeNodeAsync("phantom", "--out", _study, "--seed", Seed, "--nodes", "2", "--slices", "40", "--spacing", "3,0.9,0.9")).MustSucceed();
        FlippedStudy.Flip(_study, columnsFlipped, rowsFlipped);
        await using var box = new ApplianceUnderTest("mqtt://127.0.0.1:9");
        await box.StartAsync();
        await box.SendAsync(_study);
        var detail = await box.EndedCaseAsync();
        var nodes = detail.GetProperty("result").GetProperty("nodes").EnumerateArray().ToList();
        await using var screen = await KioskScreen.OpenAsync(box);
        await screen.TapAsync("[data-testid=case-row] > button");
        await screen.PaintedAsync(painted => painted > 0, "the mask is painted");
        await Assertions.Expect(screen.Page.Locator("[data-plane=axial]")).ToHaveAttributeAsync("data-edges", "RLAP");
        for (var step = 0; step < 5; step++)
        {
            await screen.Page.Keyboard.PressAsync("]");
        }

        var truths = JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(_study, "truth.json"))).RootElement.GetProperty("nodes").EnumerateArray().ToList();
        Assert.Equal(["L", "R"], truths.Select(truth => truth.GetProperty("side").GetString()).Order());
        foreach (var truth in truths)
        {
            var onLeft = truth.GetProperty("side").GetString() == "L";
            var node = nodes.MinBy(node => DistanceMm(node, truth));
            Assert.True(DistanceMm(node, truth) < 10, "the node is found where it was made");
            Assert.Equal(onLeft ? "left" : "right", node.GetProperty("side").GetString());
            var row = screen.Page.Locator($"[data-node-id=\"{node.GetProperty("id").GetInt32()}\"]");
            await row.Locator(".node").TapAsync();
            await Assertions.Expect(row).ToContainTextAsync(onLeft ? "left" : "right");
            // Everything that is marked in this slice is this node's.
            Assert.DoesNotContain(nodes, other => other.GetProperty("side").GetString() != node.GetProperty("side").GetString() && Reaches(other, node.GetProperty("axialSlice").GetInt32()));
            await Eventually.TrueAsync(async () => await OffsetAsync(screen) is var (off, seen) && seen && (onLeft ? off > 0.1 : off < -0.1), $"drawn on the {(onLeft ? "right" : "left")} of the picture");
        }
    }

    public void Dispose() => Directory.Delete(_study, recursive: true);

    private const string Seed = "14";

    /// <summary>How far right of the body's middle the marked pixels lie, as a share of the picture's width.</summary>
    private static async Task<(double Off, bool Seen)> OffsetAsync(KioskScreen screen) =>
        await screen.Page.EvaluateAsync<double[]>(Look) is [var off, var marked, var width] ? (off / width, marked > 100) : default;

    private static bool Reaches(JsonElement node, int slice) => node.GetProperty("boundingBoxVoxels") is var box && box[2].GetInt32() <= slice && slice <= box[5].GetInt32();

    private static double DistanceMm(JsonElement node, JsonElement truth)
    {
        var (found, made) = (node.GetProperty("centroidMm"), truth.GetProperty("centreMm"));
        return Math.Sqrt(new[] { ("x", 0), ("y", 1), ("z", 2) }.Sum(axis => Math.Pow(made.GetProperty(axis.Item1).GetDouble() - found[axis.Item2].GetDouble(), 2)));
    }
}
