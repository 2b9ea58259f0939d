using System.Text.RegularExpressions;
using EdgeNode.Contracts.Results;

namespace EdgeNode.Appliance.Feedback.People;

/// <summary>What codes, names and PINs may be.</summary>
internal static partial class PersonRules
{
    public static readonly IReadOnlyList<string> Experience = ["0-4", "5-9", "10+"];

    /// <summary>Why somebody cannot be added so; null where they can.</summary>
    public static CaseReason? Check(string code, string name, string? experience) =>
        !CodeShape().IsMatch(code) ? new("CODE_MALFORMED", "A code is 1 to 32 letters, digits, '_' or '-', such as A1.")
        : string.IsNullOrWhiteSpace(name) || name.Length > 64 || name.Any(char.IsControl) ? new("NAME_MALFORMED", "A name is what the page shows, 1 to 64 characters.")
        : experience is not null && !Experience.Contains(experience) ? new("EXPERIENCE_UNKNOWN", $"Experience is one of {string.Join(", ", Experience)} (years).")
        : null;

    /// <summary>Six digits are few: those that everybody tries first are not taken.</summary>
    public static CaseReason? CheckPin(string pin) =>
        !PinShape().IsMatch(pin) ? new("PIN_MALFORMED", "A PIN is 6 to 12 digits.")
        : IsStaircase(pin) || pin.Distinct().Count() < 3 ? new("PIN_TOO_EASY", "Not a row of digits like 123456 or 111222: choose another PIN.")
        : null;

    /// <summary>What a reader types before Enter.</summary>
    public static CaseReason? CheckBadge(string badge) => BadgeShape().IsMatch(badge) ? null
        : new("BADGE_MALFORMED", "A badge's code is 8 to 64 letters, digits or signs without spaces, as the reader types it: hold the badge to the reader again.");

    private static bool IsStaircase(string pin) => ((int[])[1, 9]).Any(step => pin.Zip(pin.Skip(1)).All(pair => (pair.First - '0' + step) % 10 == pair.Second - '0'));

    [GeneratedRegex(@"\A[A-Za-z0-9_-]{1,32}\z")]
    private static partial Regex CodeShape();

    [GeneratedRegex(@"\A[!-~]{8,64}\z")]
    private static partial Regex BadgeShape();

    [GeneratedRegex(@"\A[0-9]{6,12}\z")]
    private static partial Regex PinShape();
}
