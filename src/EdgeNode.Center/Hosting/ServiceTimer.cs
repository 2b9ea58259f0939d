namespace EdgeNode.Center.Hosting;

/// <summary>Ticks of a loop that ends with the service without a word, also where that comes before it has begun.</summary>
internal static class ServiceTimer
{
    /// <summary>False at the end of the service.</summary>
    public static async Task<bool> NextAsync(this PeriodicTimer timer, CancellationToken stoppingToken)
    {
        try
        {
            return await timer.WaitForNextTickAsync(stoppingToken);
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }
}
