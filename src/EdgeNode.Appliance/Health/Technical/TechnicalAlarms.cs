using System.Collections.Concurrent;

namespace EdgeNode.Appliance.Health.Technical;

/// <summary>One technical condition that stands.</summary>
/// <param name="Code">Stable, such as <c>NO_GPU</c>.</param>
/// <param name="Text">What is wrong and what to do, for people; never personal data.</param>
/// <param name="Since">When it was first noticed.</param>
public sealed record TechnicalAlarm(string Code, string Text, DateTimeOffset Since);

/// <summary>
/// What is wrong with the box itself: a channel of its own beside the alarms of cases, with its own words, so that neither hides the other.
/// Every room may raise and clear; conditions are noticed anew after a restart.
/// </summary>
public sealed class TechnicalAlarms(TimeProvider time)
{
    private readonly ConcurrentDictionary<string, TechnicalAlarm> _standing = new(StringComparer.Ordinal);

    /// <summary>Raised after an alarm came, went or changed its words, on the thread that did it.</summary>
    public event Action? Changed;

    /// <summary>What stands now, the oldest first.</summary>
    public IReadOnlyList<TechnicalAlarm> Standing => [.. _standing.Values.OrderBy(alarm => alarm.Since).ThenBy(alarm => alarm.Code, StringComparer.Ordinal)];

    /// <summary>The condition holds. Raising it again changes its words at most: it stands since it was first raised.</summary>
    /// <exception cref="ArgumentException">Code or words are empty: an alarm that says nothing helps nobody.</exception>
    public void Raise(string code, string words)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(code);
        ArgumentException.ThrowIfNullOrWhiteSpace(words);
        var before = _standing.GetValueOrDefault(code);
        var after = _standing.AddOrUpdate(code, _ => new(code, words, time.GetUtcNow()), (_, known) => known with { Text = words });
        if (before != after)
        {
            Changed?.Invoke();
        }
    }

    /// <summary>The condition no longer holds. Clearing what does not stand does nothing.</summary>
    public void Clear(string code)
    {
        if (_standing.TryRemove(code, out _))
        {
            Changed?.Invoke();
        }
    }

    /// <summary>Raises with words, clears with null: for a condition that is looked at again and again.</summary>
    public void Set(string code, string? words)
    {
        if (words is null)
        {
            Clear(code);
        }
        else
        {
            Raise(code, words);
        }
    }
}
