namespace EdgeNode.Appliance.Alarms;

/// <summary>Which alarm it is. The level belongs to it: a review can put a worse one in the place of the alarm of the same revision.</summary>
public readonly record struct AlarmKey(Guid CaseId, int Revision, int Level);
