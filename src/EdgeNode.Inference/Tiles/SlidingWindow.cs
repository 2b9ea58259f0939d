using System.Numerics.Tensors;
using System.Runtime.ExceptionServices;
using EdgeNode.Inference.Networks;
using EdgeNode.Inference.Preprocessing;

namespace EdgeNode.Inference.Tiles;

/// <summary>
/// nnU-Net's sliding window (2.8.1 <c>predict_sliding_window_return_logits</c>): overlapping tiles, mirrored if asked, weighted by a Gaussian and
/// averaged, folds averaged after that. Workers run tiles at the same time; tiles are added in order, so that the result does not depend on how many
/// there are. Planes are handed on as soon as they are finished: logits of the whole volume are never held.
/// </summary>
internal sealed class SlidingWindow(SlidingWindowSettings settings)
{
    /// <param name="image">What the networks see.</param>
    /// <param name="networks">One for each fold.</param>
    /// <param name="sink">Gets the logits plane by plane, from one thread at a time, while other workers go on.</param>
    /// <param name="progress">Told of every tile of every fold.</param>
    /// <param name="cancellation">Stops between tiles and inside a run.</param>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public SlidingWindowResult Run(
        NetworkImage image,
        IReadOnlyList<INetwork> networks,
        LogitPlaneSink sink,
        IProgress<TileProgress>? progress,
        CancellationToken cancellation)
    {
        var (tile, folds, classes) = (settings.Tile, networks.Count, networks[0].Classes);
        var tiles = new TileInput(image, tile);
        var (shape, low) = (tiles.Shape, tiles.Low);
        var origins = TileGrid.Origins(shape, tile, settings.Step);
        var constant = new ConstantTiles(tiles, settings.ReuseConstantTiles ? origins : [], settings.ReuseAirTiles ? image.AirUpTo : null, folds);
        var weights = settings.UseGaussian ? GaussianImportance.Create(tile) : GaussianImportance.Uniform(tile);
        LogitSum[] sums = [.. networks.Select(_ => LogitSum.Create(settings.Accumulation, classes, shape, tile, weights))];
        var finished = new FinishedPlanes(sums, classes, shape, low, image.Shape, sink);
        var turns = new TurnOrder();
        var finite = true;
        var next = -1;

        void Work()
        {
            MirroredTile[] runners = [.. networks.Select(network => new MirroredTile(network, tile, settings.MirrorAxes, settings.Accumulation == Accumulation.HalfCompatibleHalfNetwork))];
            var input = new float[tile.Voxels * tiles.Channels];
            var output = new float[tile.Voxels * classes];
            for (var i = Interlocked.Increment(ref next); i < origins.Count * folds; i = Interlocked.Increment(ref next))
            {
                cancellation.ThrowIfCancellationRequested();
                var (number, fold) = (i / folds, i % folds);
                var reused = settings.ReuseConstantTiles && constant.IsReused(number);
                if (!reused)
                {
                    tiles.Fill(origins[number], input);
                    runners[fold].Run(input, output, cancellation);
                    if (!TensorPrimitives.IsFiniteAll<float>(output))
                    {
                        finite = false;
                        turns.Abandon();
                        return;
                    }
                }

                if (!turns.Take(i, () => Add(number, fold, reused ? constant.LogitsOf(number, fold) : output)))
                {
                    return;
                }
            }
        }

        void Add(int number, int fold, float[] logits)
        {
            if (settings.ReuseConstantTiles)
            {
                constant.Keep(number, fold, logits);
            }

            // Tiles come with a0 outermost: nothing that follows reaches a plane before this tile.
            if (finite)
            {
                finite = finished.Finish(origins[number].A0);
                sums[fold].Add(origins[number], logits);
            }

            progress?.Report(new((number * folds) + fold + 1, origins.Count * folds));
        }

        RunWorkers(Work, turns);
        finite = finite && finished.Finish(shape.A0);
        return new(finite, (origins.Count - constant.Reused) * folds, constant.Reused * folds);
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
