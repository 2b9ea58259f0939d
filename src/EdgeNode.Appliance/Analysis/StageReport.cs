using EdgeNode.Inference;

namespace EdgeNode.Appliance.Analysis;

/// <summary>Hands the segmenter's progress on in the words of the case: a change of stage, and tiles by the hundredth.</summary>
internal sealed class StageReport(Action<StageProgress> report) : IProgress<SegmentationProgress>
{
    private readonly Lock _lock = new();
    private (SegmentationStage Stage, int Hundredth) _told = (SegmentationStage.Preprocess, -1);

    public void Report(SegmentationProgress value)
    {
        lock (_lock)
        {
            var now = (value.Stage, value.TilesTotal == 0 ? 0 : value.TilesDone * 100 / value.TilesTotal);
            if (now == _told)
            {
                return;
            }

            _told = now;
        }

        report(new(Name(value.Stage), value.TilesDone, value.TilesTotal));
    }

    private static string Name(SegmentationStage stage) => stage switch
    {
        SegmentationStage.Preprocess => StageProgress.Preprocess,
        SegmentationStage.Network => StageProgress.Tiles,
        _ => StageProgress.Postprocess,
    };
}
