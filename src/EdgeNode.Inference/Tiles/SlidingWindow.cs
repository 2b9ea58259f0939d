using System.Numerics.Tensors;
using System.Runtime.ExceptionServices;
using EdgeNode.Inference.Networks;
using EdgeNode.Inference.Preprocessing;

namespace EdgeNode.Inference.Tiles;

/// <summary>
/// nnU-Net's sliding window (2.8.1 <c>predict_sliding_window_return_logits</c>): overlapping tiles, mirrored if asked, weighted by a Gaussian and
/// averaged. Workers run tiles at the same time; tiles are added in order, so that the result does not depend on how many there are.
/// </summary>
internal sealed class SlidingWindow(SlidingWindowSettings settings)
{
    /// <summary>Logits on the grid of the image; null where the network answered NaN or infinity.</summary>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public SlidingWindowResult Run(NetworkImage image, INetwork network, IProgress<TileProgress>? progress, CancellationToken cancellation)
    {
        var tile = settings.Tile;
        var tiles = new TileInput(image, tile);
        var (shape, low) = (tiles.Shape, tiles.Low);
        var origins = TileGrid.Origins(shape, tile, settings.Step);
        var constant = new ConstantTiles(tiles, settings.ReuseConstantTiles ? origins : [], settings.ReuseAirTiles ? image.AirUpTo : null);
        var weights = settings.UseGaussian ? GaussianImportance.Create(tile) : GaussianImportance.Uniform(tile);
        var sum = LogitSum.Create(settings.Accumulation, network.Classes, shape, tile, weights);
        var turns = new TurnOrder();
        var finite = true;
        var next = -1;

        void Work()
        {
            var runner = new MirroredTile(network, tile, settings.MirrorAxes, settings.Accumulation == Accumulation.HalfCompatibleHalfNetwork);
            var input = new float[tile.Voxels * tiles.Channels];
            var output = new float[tile.Voxels * network.Classes];
            for (var i = Interlocked.Increment(ref next); i < origins.Count; i = Interlocked.Increment(ref next))
            {
                cancellation.ThrowIfCancellationRequested();
                var reused = settings.ReuseConstantTiles && constant.IsReused(i);
                if (!reused)
                {
                    tiles.Fill(origins[i], input);
                    runner.Run(input, output, cancellation);
                    if (!TensorPrimitives.IsFiniteAll<float>(output))
                    {
                        finite = false;
                        turns.Abandon();
                        return;
                    }
                }

                var number = i;
                if (!turns.Take(i, () => Add(number, reused ? constant.LogitsOf(number) : output)))
                {
                    return;
                }
            }
        }

        void Add(int i, float[] logits)
        {
            if (settings.ReuseConstantTiles)
            {
                constant.Keep(i, logits);
            }

            sum.Add(origins[i], logits);
            progress?.Report(new(i + 1, origins.Count));
        }

        RunWorkers(Work, turns);
        var mean = finite ? sum.Mean().Crop(low, image.Shape) : null;
        finite = mean is not null && mean.Classes.All(c => TensorPrimitives.IsFiniteAll<float>(c));
        return new(finite ? mean : null, origins.Count - constant.Reused, constant.Reused);
    }

    private void RunWorkers(Action work, TurnOrder turns)
    {
        try
        {
            Parallel.For(0, settings.Workers, new ParallelOptions { MaxDegreeOfParallelism = settings.Workers }, _ =>
            {
                try
                {
                    work();
                }
                catch
                {
                    turns.Abandon();
                    throw;
                }
            });
        }
        catch (AggregateException e)
        {
            ExceptionDispatchInfo.Throw(e.InnerExceptions[0]);
        }
    }
}
