namespace EdgeNode.Appliance.Hosting.Options;

/// <summary><c>storage.backups</c>: the daily copies of the database.</summary>
public sealed record BackupOptions
{
    /// <summary>Folder of the copies; empty: <c>backups</c> in the data folder. Another disk also survives the loss of the first.</summary>
    public string Path { get; init; } = "";

    /// <summary>How many copies are kept.</summary>
    public int Kept { get; init; } = 7;

    public IEnumerable<OptionError> Validate()
    {
        if (Kept is < 1 or > 365)
        {
            yield return new("storage.backups.kept", "is between 1 and 365 copies, such as 7");
        }
    }
}
