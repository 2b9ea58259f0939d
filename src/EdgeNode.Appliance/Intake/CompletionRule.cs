using EdgeNode.Appliance.Hosting.Options;

namespace EdgeNode.Appliance.Intake;

/// <summary>What is known of a study that is being received. Times are UTC.</summary>
/// <param name="OpenAssociation">An association that brought an instance of the study is still open.</param>
/// <param name="Released">When the last such association was released in good order; null when it broke off or is not known.</param>
public readonly record struct ReceptionState(DateTimeOffset LastInstance, bool OpenAssociation, DateTimeOffset? Released);

/// <summary>When a study counts as complete: quiet after the last instance of any of its series, and nobody still sending.</summary>
internal static class CompletionRule
{
    public static bool IsComplete(ReceptionState state, DateTimeOffset now, IntakeOptions options)
    {
        if (state.OpenAssociation)
        {
            return false;
        }

        if (now - state.LastInstance >= TimeSpan.FromSeconds(options.QuietSeconds))
        {
            return true;
        }

        return state.Released is { } released
            && released >= state.LastInstance
            && now - released >= TimeSpan.FromSeconds(options.ReleasedQuietSeconds);
    }
}
