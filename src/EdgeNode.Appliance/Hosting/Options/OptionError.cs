namespace EdgeNode.Appliance.Hosting.Options;

/// <summary>One mistake in appliance.json (or an EDGENODE_ variable): where, and what to write instead.</summary>
/// <param name="Path">Dotted path as in appliance.json, e.g. <c>dicom.port</c>.</param>
public sealed record OptionError(string Path, string Message);
