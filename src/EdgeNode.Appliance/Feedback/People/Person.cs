using EdgeNode.Appliance.Storage;
using Microsoft.Data.Sqlite;

namespace EdgeNode.Appliance.Feedback.People;

/// <summary>What somebody may do.</summary>
public enum PersonRole
{
    /// <summary>Acknowledges alarms and pauses the sound.</summary>
    Ward,

    /// <summary>Everything: verdicts and decisions too.</summary>
    Physician,
}

/// <summary>Somebody who may sign on.</summary>
/// <param name="Code">What stands in the record.</param>
/// <param name="Name">What the page shows.</param>
/// <param name="Experience">Band of years with neck CTs, one of <see cref="PersonRules.Experience"/>; null: not told.</param>
public sealed record Person(string Code, string Name, PersonRole Role, string? Experience, DateTimeOffset Added)
{
    /// <summary>The role as it is written on the command line and told to the page.</summary>
    public string RoleWord => Role.ToString().ToLowerInvariant();

    internal static Person Read(SqliteDataReader row) => new(
        row.Text("code")!, row.Text("name")!, Enum.Parse<PersonRole>(row.Text("role")!), row.Text("experience"), row.Time("added")!.Value);
}
