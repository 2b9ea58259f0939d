namespace EdgeNode.Dicom.Pixels.Codecs.Jpeg2000;

/// <summary>
/// What a JPEG 2000 codestream says of itself (ITU-T T.800 A.5.1 SIZ and A.6.1 COD), all tile-parts considered.
/// </summary>
/// <param name="IsSigned">Of the first component.</param>
/// <param name="IsReversible">Every coding style uses the 5-3 transform; the 9-7 one loses.</param>
internal sealed record CodestreamHeader(int Columns, int Rows, int Components, int Bits, bool IsSigned, bool IsReversible);
