using System.Text.Json.Serialization;
using EdgeNode.Contracts;

namespace EdgeNode.Appliance.Kiosk;

/// <summary>Joins the kiosk into the service.</summary>
public static class KioskServices
{
    public static IServiceCollection AddKiosk(this IServiceCollection services)
    {
        services.ConfigureHttpJsonOptions(json =>
        {
            json.SerializerOptions.TypeInfoResolverChain.Insert(0, KioskJson.Default);
            json.SerializerOptions.TypeInfoResolverChain.Insert(1, ContractsJson.Default);
        });
        services.AddSignalR().AddJsonProtocol(json =>
        {
            json.PayloadSerializerOptions.Converters.Add(new JsonStringEnumConverter());
            json.PayloadSerializerOptions.TypeInfoResolverChain.Insert(0, KioskJson.Default);
        });
        services.AddSingleton<CaseQueries>();
        services.AddSingleton<Priors>();
        services.AddSingleton<KioskFeed>();
        services.AddHostedService(provider => provider.GetRequiredService<KioskFeed>());
        return services;
    }

    public static void MapKiosk(this IEndpointRouteBuilder routes)
    {
        routes.MapKioskPage();
        routes.MapCases();
        routes.MapActs();
        routes.MapSignOn();
        routes.MapChecks();
        routes.MapHub<KioskHub>("/hubs/kiosk");
    }
}
