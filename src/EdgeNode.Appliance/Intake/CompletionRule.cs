using EdgeNode.Appliance.Hosting.Options;

namespace EdgeNode.Appliance.Intake;

/// <summary>What is known of a study that is being received. Times are UTC.</summary>
/// <param name="OpenAssociation">An association that brought an instance of the study is still open.</param>
/// <param name="Released">When the last such association was released in good order; null when it broke off or is not known.</param>
public readonly record struct ReceptionState(DateTimeOffset LastInstance, bool OpenAssociation, DateTimeOffset? Released);

/// <summary>When a study counts as complete: quiet after the last instance of any of its series, and nobody still sending.</summary>
internal static class CompletionRule
{
    /// <param name="state">What is known of the study.</param>
    /// <param name="now">UTC; may be years off.</param>
    /// <param name="watched">For how long no newer instance has come by a clock that nobody sets: one that was set back must not keep a study waiting for years.</param>
    /// <param name="options">How long is long enough.</param>
    public static bool IsComplete(ReceptionState state, DateTimeOffset now, TimeSpan watched, IntakeOptions options)
    {
        if (state.OpenAssociation)
        {
            return false;
        }

        var quiet = TimeSpan.FromSeconds(options.QuietSeconds);
        if (now - state.LastInstance >= quiet || watched >= quiet)
        {
            return true;
        }

        return state.Released is { } released
            && released >= state.LastInstance
            && now - released >= TimeSpan.FromSeconds(options.ReleasedQuietSeconds);
    }
}
