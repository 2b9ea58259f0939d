using EdgeNode.Center.Hosting;

namespace EdgeNode.Center.Access;

/// <summary>
/// Lets in who shows a token: <c>Authorization: Bearer …</c>, or the cookie that signing on leaves. Without tokens in center.json the pages
/// listen on loopback only and ask nobody. <c>/healthz</c> asks nobody ever.
/// </summary>
internal static class AccessGate
{
    private const string Cookie = "edgenode-centre";
    private const string RoleKey = "edgenode-role";
    private const string NameKey = "edgenode-name";

    /// <summary>Whoever is on this machine, where center.json names no tokens.</summary>
    private const string Local = "local";

    private static readonly string[] Open = ["/healthz", "/style.css"];

    public static void UseAccess(this WebApplication app, CenterOptions options) => app.Use((context, next) =>
    {
        var headers = context.Response.Headers;
        headers.ContentSecurityPolicy = "default-src 'none'; style-src 'self'; img-src 'self' data:; form-action 'self'; frame-ancestors 'none'; base-uri 'none'";
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        headers.CacheControl = "no-store";
        if (Open.Contains(context.Request.Path.Value))
            return next(context);
        if (options.Tokens.Count == 0)
        {
            (context.Items[RoleKey], context.Items[NameKey]) = (Role.Admin, Local);
            return next(context);
        }

        if (context.Request.Path == "/sign-in" && HttpMethods.IsPost(context.Request.Method))
            return SignInAsync(context, options);
        if (Shown(context.Request) is { } token && ApiToken.Find(options.Tokens, token) is { } known)
        {
            (context.Items[RoleKey], context.Items[NameKey]) = (known.Role, known.Name);
            return next(context);
        }

        return RefuseAsync(context, StatusCodes.Status401Unauthorized);
    });

    /// <summary>Only for who has at least this role.</summary>
    public static TBuilder Needs<TBuilder>(this TBuilder endpoint, Role role)
        where TBuilder : IEndpointConventionBuilder
    {
        endpoint.Add(builder =>
        {
            var inner = builder.RequestDelegate!;
            builder.RequestDelegate = context => context.Has(role) ? inner(context) : RefuseAsync(context, StatusCodes.Status403Forbidden);
        });
        return endpoint;
    }

    public static bool Has(this HttpContext context, Role role) => context.Items[RoleKey] is Role held && held >= role;

    /// <summary>Whose token it is, and what it may.</summary>
    public static (string Name, Role Role) Who(this HttpContext context) => ((string)context.Items[NameKey]!, (Role)context.Items[RoleKey]!);

    private static string? Shown(HttpRequest request) =>
        request.Headers.Authorization.ToString() is ['B', 'e', 'a', 'r', 'e', 'r', ' ', .. var token] ? token : request.Cookies[Cookie];

    private static async Task SignInAsync(HttpContext context, CenterOptions options)
    {
        var token = context.Request.HasFormContentType ? (await context.Request.ReadFormAsync(context.RequestAborted))["token"].ToString().Trim() : "";
        if (ApiToken.Find(options.Tokens, token) is null)
        {
            await RefuseAsync(context, StatusCodes.Status401Unauthorized);
            return;
        }

        context.Response.Cookies.Append(Cookie, token, new() { HttpOnly = true, SameSite = SameSiteMode.Strict, Secure = context.Request.IsHttps, MaxAge = TimeSpan.FromHours(12) });
        context.Response.Redirect("/");
    }

    private static Task RefuseAsync(HttpContext context, int status)
    {
        context.Response.StatusCode = status;
        if (context.Request.Path.StartsWithSegments("/api") || context.Request.Path.StartsWithSegments("/blobs") || status == StatusCodes.Status403Forbidden)
            return Task.CompletedTask;
        context.Response.ContentType = "text/html; charset=utf-8";
        return context.Response.WriteAsync(
            """
            <!doctype html><html lang="en"><meta charset="utf-8"><title>EdgeNode centre</title><link rel="icon" href="data:,"><link rel="stylesheet" href="/style.css">
            <h1>EdgeNode centre</h1><form method="post" action="/sign-in"><label>Token <input type="password" name="token" autocomplete="off" autofocus></label> <button>Sign on</button></form>
            """,
            context.RequestAborted);
    }
}
