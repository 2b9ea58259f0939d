using EdgeNode.Contracts.Results;
using EdgeNode.Dicom.Pixels;

namespace EdgeNode.Appliance.Analysis;

/// <summary>Why pixels cannot be analysed, with what to do about it.</summary>
internal static class PixelRefusal
{
    public static CaseReason Of(PixelProblem problem) => new(problem.Reason, $"{problem.Detail.TrimEnd('.')}: {Advice(problem.Reason)}");

    private static string Advice(string reason) => reason switch
    {
        PixelReasons.Lossy => "Hounsfield units are no longer the scanner's; send the series uncompressed or compressed without loss.",
        PixelReasons.PixelDataCorrupt or PixelReasons.PixelDataTooShort => "send the study again.",
        PixelReasons.NoPixelData => "send the images themselves.",
        PixelReasons.CodecMissing => "until then send the series uncompressed.",
        PixelReasons.UnsupportedTransferSyntax => "send the series uncompressed.",
        _ => "send the original images of the scanner.",
    };
}
