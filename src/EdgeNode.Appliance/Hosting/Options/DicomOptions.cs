using System.Text.RegularExpressions;

namespace EdgeNode.Appliance.Hosting.Options;

/// <summary><c>dicom</c>: how scanners reach the box.</summary>
public sealed partial record DicomOptions
{
    /// <summary>1 to 16 printable characters without backslash (PS3.5 6.2, VR AE).</summary>
    public string AeTitle { get; init; } = "EDGENODE";

    public int Port { get; init; } = 11112;

    /// <summary>Address to listen on; <c>0.0.0.0</c> is every interface.</summary>
    public string Address { get; init; } = "0.0.0.0";

    /// <summary>Refuse associations that call another AE title.</summary>
    public bool CheckCalledAe { get; init; } = true;

    /// <summary>Calling AE titles that are let in; empty lets in everybody.</summary>
    public IReadOnlyList<string> AllowedCallingAes { get; init; } = [];

    public int MaxAssociations { get; init; } = 32;

    /// <summary>What text is read in where a data set states no Specific Character Set (PS3.3 C.12.1.1.2), e.g. ISO_IR 100 or GB18030.</summary>
    public string CharacterSet { get; init; } = "ISO_IR 100";

    public IEnumerable<OptionError> Validate()
    {
        if (!AeTitlePattern().IsMatch(AeTitle))
        {
            yield return new("dicom.aeTitle", "is 1 to 16 letters, digits, spaces, '_', '-' or '.', such as \"EDGENODE\"");
        }

        if (Port is < 0 or > 65535)
        {
            yield return new("dicom.port", "is a TCP port from 1 to 65535, such as 11112 (0 takes a free one)");
        }

        if (!System.Net.IPAddress.TryParse(Address, out _))
        {
            yield return new("dicom.address", "is an IP address of this box, or \"0.0.0.0\" for all of them");
        }

        if (!EdgeNode.Dicom.DataSets.TextFallback.IsTerm(CharacterSet))
        {
            yield return new("dicom.characterSet", "is a defined term of Specific Character Set, such as \"ISO_IR 100\", \"ISO 2022 IR 149\" or \"GB18030\"");
        }

        if (MaxAssociations is < 1 or > 1000)
        {
            yield return new("dicom.maxAssociations", "is between 1 and 1000");
        }
    }

    [GeneratedRegex(@"^[A-Za-z0-9_.\- ]{1,16}$")]
    private static partial Regex AeTitlePattern();
}
