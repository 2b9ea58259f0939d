using EdgeNode.Appliance.Analysis;
using EdgeNode.Appliance.Hosting.CommandLine;
using EdgeNode.Appliance.Kiosk;
using EdgeNode.Contracts.Results;

namespace EdgeNode.Appliance.Hosting.Demo;

/// <summary>Follows the demo's case over the same HTTP interface that the kiosk uses, and says what happens.</summary>
internal sealed class CaseFollower(HttpClient http, ProgressLine progress, TimeProvider time)
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(200);

    /// <summary>Waits until the service answers ready; false when it stopped or took longer than a minute.</summary>
    public async Task<bool> ReadyAsync(Func<bool> stopped, CancellationToken cancel)
    {
        var deadline = time.GetUtcNow() + TimeSpan.FromMinutes(1);
        while (!stopped() && time.GetUtcNow() < deadline)
        {
            try
            {
                using var answer = await http.GetAsync(new Uri("healthz", UriKind.Relative), cancel);
                if (answer.IsSuccessStatusCode)
                {
                    return true;
                }
            }
            catch (HttpRequestException)
            {
                // Not listening yet.
            }

            await Task.Delay(Look, time, cancel);
        }

        return false;
    }

    /// <summary>Shows each stage until the case is analysed, unsuitable or failed; the case as it then is.</summary>
    public async Task<CaseDetail> ToEndAsync(int sent, CancellationToken cancel)
    {
        while (true)
        {
            var worklist = await http.GetFromJsonAsync("api/cases", KioskJson.Default.Worklist, cancel);
            if (worklist?.Cases is [var row, ..])
            {
                Show(row, sent);
                if (row.State is CaseState.Analysed or CaseState.Unsuitable or CaseState.Failed)
                {
                    progress.End();
                    return await DetailAsync(row.Id, cancel);
                }
            }

            await Task.Delay(Look, time, cancel);
        }
    }

    /// <summary>Waits for the centre's receipt, at most half a minute.</summary>
    public async Task<DateTimeOffset?> ReceiptAsync(Guid caseId, CancellationToken cancel)
    {
        var deadline = time.GetUtcNow() + TimeSpan.FromSeconds(30);
        while (time.GetUtcNow() < deadline)
        {
            if ((await DetailAsync(caseId, cancel)).Receipt is { Sent: true, Receipted: { } receipted })
            {
                return receipted;
            }

            await Task.Delay(Look, time, cancel);
        }

        return null;
    }

    private async Task<CaseDetail> DetailAsync(Guid id, CancellationToken cancel) =>
        (await http.GetFromJsonAsync($"api/cases/{id}", KioskJson.Default.CaseDetail, cancel))!;

    private void Show(CaseRow row, int sent)
    {
        switch (row.State)
        {
            case CaseState.Receiving:
                progress.Show("received", row.Instances, sent);
                break;
            case CaseState.Complete or CaseState.Queued:
                progress.Show(StageProgress.Assembling, 0, 0);
                break;
            case CaseState.Analysing when row.Progress is { } stage:
                progress.Show(stage.Stage == StageProgress.Tiles ? "inference tiles" : stage.Stage, stage.Done, stage.Total);
                break;
        }
    }
}
