using Microsoft.AspNetCore.Http.HttpResults;

namespace EdgeNode.Appliance.Kiosk;

/// <summary><c>/api/cases</c>: the worklist and one case.</summary>
public static class CaseEndpoints
{
    public static IEndpointRouteBuilder MapCases(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/api/cases");

        group.MapGet("/", (KioskFeed feed) => TypedResults.Ok(feed.Snapshot()));

        group.MapGet("/{id:guid}", Results<Ok<CaseDetail>, NotFound> (Guid id, CaseQueries cases) =>
            cases.Detail(id) is { } detail ? TypedResults.Ok(detail) : TypedResults.NotFound());

        group.MapGet("/{id:guid}/result", Results<Ok<Contracts.Results.CaseResult>, NotFound> (Guid id, CaseQueries cases) =>
            cases.Detail(id)?.Result is { } result ? TypedResults.Ok(result) : TypedResults.NotFound());

        return routes.MapImages();
    }
}
