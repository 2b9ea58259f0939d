namespace EdgeNode.Appliance.Alarms.Rules;

/// <summary>
/// Staging editions that a table may stand on. General sites only: nasopharynx and p16-positive oropharynx have N tables of their own. The
/// edition decides which source a reason names: AJCC 8 asks for clinical signs of ENE, TNM 9 counts ENE on images.
/// </summary>
internal static class StagingEditions
{
    public static readonly string[] Known = ["AJCC8-general", "TNM9-general"];
}
