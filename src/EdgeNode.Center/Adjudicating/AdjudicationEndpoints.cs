using System.Globalization;
using System.Net.Mime;
using System.Runtime.InteropServices;
using System.Text.Json;
using EdgeNode.Center.Access;
using EdgeNode.Center.Blobs;
using EdgeNode.Center.Export;
using EdgeNode.Center.Pages;
using EdgeNode.Center.Storage;
using EdgeNode.Center.Watching;
using EdgeNode.Contracts;
using Microsoft.AspNetCore.Http.HttpResults;

namespace EdgeNode.Center.Adjudicating;

/// <summary>Cases of the work list with their crops, and the decisions on their nodes. Images are for the role export, deciding for adjudicate.</summary>
internal static class AdjudicationEndpoints
{
    public static void MapAdjudication(this WebApplication app)
    {
        app.MapGet("/api/adjudicate/{site}/{caseKey}", Case).Needs(Role.Export);
        app.MapGet("/api/crops/{site}/{caseKey}/{revision:int}/{number:int}", Result).Needs(Role.Export);
        app.MapGet("/api/crops/{site}/{caseKey}/{revision:int}/{number:int}/volume", Volume).Needs(Role.Export);
        app.MapGet("/api/crops/{site}/{caseKey}/{revision:int}/{number:int}/mask", Mask).Needs(Role.Export);
        app.MapPost("/api/adjudications", DecideAsync).Needs(Role.Adjudicate);
        app.MapGet("/api/adjudications", (Adjudications made) => TypedResults.Json(made.All(), CenterJson.Default.IReadOnlyListAdjudication)).Needs(Role.Export);
    }

    private static Results<JsonHttpResult<DisputedCase>, NotFound> Case(string site, string caseKey, CenterDatabase database, WorkList work, Adjudications made, HttpContext context)
    {
        var id = new CaseId(site, caseKey);
        var (facts, seen) = TrainingFacts.Of(database, id);
        if (facts is null)
            return TypedResults.NotFound();
        var item = work.Since(DateTimeOffset.MinValue).FirstOrDefault(item => (item.Site, item.CaseKey) == (site, caseKey));
        return TypedResults.Json(DisputedCase.Of(id, facts, seen, item, made.Of(site, caseKey), context.Has(Role.Adjudicate)), CenterJson.Default.DisputedCase);
    }

    private static IResult Result(string site, string caseKey, int revision, int number, CenterDatabase database, BlobStore blobs) =>
        Read(new(site, caseKey), revision, number, database, blobs) is var (images, facts) ? TypedResults.Json(CropResult.Of(images, facts), ContractsJson.Default.CaseResult) : TypedResults.NotFound();

    private static IResult Volume(string site, string caseKey, int revision, int number, CenterDatabase database, BlobStore blobs, HttpContext context) =>
        Answer(Read(new(site, caseKey), revision, number, database, blobs), context, images => MemoryMarshal.AsBytes(images.Hu.Span).ToArray());

    private static IResult Mask(string site, string caseKey, int revision, int number, CenterDatabase database, BlobStore blobs, HttpContext context) =>
        Answer(Read(new(site, caseKey), revision, number, database, blobs), context, images => images.Labels.Span.ToArray());

    /// <summary>Bytes z,y,x, little-endian, with the grid in the header as the boxes have it, and byte ranges.</summary>
    private static IResult Answer((CropImages Images, CaseFacts Facts)? found, HttpContext context, Func<CropImages, byte[]> bytes)
    {
        if (found is not var (images, _))
            return TypedResults.NotFound();
        context.Response.Headers["X-Geometry"] = JsonSerializer.Serialize(CropResult.Grid(images), CenterJson.Default.ResultGeometry);
        context.Response.Headers["X-Revision"] = images.Crop.Revision.ToString(CultureInfo.InvariantCulture);
        return Results.File(bytes(images), MediaTypeNames.Application.Octet, enableRangeProcessing: true);
    }

    private static (CropImages Images, CaseFacts Facts)? Read(CaseId id, int revision, int number, CenterDatabase database, BlobStore blobs) =>
        TrainingFacts.Of(database, id).Facts is { } facts && facts.Crops.TryGetValue((revision, number), out var crop)
        && CropImages.Read(blobs, crop, StandingVerdicts.Of(facts.Acts, revision, [])) is { } images
            ? (images, facts)
            : null;

    /// <summary>201 when the decision is on disk; 404 where the case or the node is not known; 400 for what cannot be one.</summary>
    private static async Task<IResult> DecideAsync(HttpContext context, CenterDatabase database, Adjudications made, TimeProvider time)
    {
        if (!context.Request.HasJsonContentType())
            return TypedResults.StatusCode(StatusCodes.Status415UnsupportedMediaType);
        Decision? asked;
        try
        {
            asked = await context.Request.ReadFromJsonAsync(CenterJson.Default.Decision, context.RequestAborted);
        }
        catch (JsonException)
        {
            asked = null;
        }

        if (asked is null || !Enum.IsDefined(asked.Outcome))
            return TypedResults.BadRequest();
        if (TrainingFacts.Of(database, new(asked.Site, asked.CaseKey)).Facts is not { } facts || !facts.Knows(asked.Revision, asked.Number))
            return TypedResults.NotFound();
        var (by, role) = context.Who();
        made.Add(new(asked.Id, asked.Site, asked.CaseKey, asked.Revision, asked.Number, asked.Outcome, by, role.ToString(), asked.Seen, time.GetUtcNow().ToStored()));
        return TypedResults.StatusCode(StatusCodes.Status201Created);
    }
}

/// <summary>What the page sends.</summary>
internal sealed record Decision(Guid Id, string Site, string CaseKey, int Revision, int Number, Outcome Outcome, long Seen);
