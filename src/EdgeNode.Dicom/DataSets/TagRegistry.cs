using System.Collections.Frozen;
using System.Globalization;

namespace EdgeNode.Dicom.DataSets;

/// <summary>An attribute of the data dictionary: its keyword and value representation (PS3.6 section 6).</summary>
public sealed record TagEntry(DicomTag Tag, Vr Vr, string Keyword);

/// <summary>
/// The part of the DICOM data dictionary (PS3.6) that this product needs: implicit VR data sets do not carry the representation of
/// their values, it comes from here. What is not listed reads as UN. Where the standard allows US or SS the entry says US and the reader of
/// the value looks at Pixel Representation.
/// </summary>
public static class TagRegistry
{
    private static readonly FrozenDictionary<DicomTag, TagEntry> Entries = Table
        .Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
        .Select(Parse)
        .ToFrozenDictionary(entry => entry.Tag);

    /// <summary>The entry of a tag; null for private and unlisted tags.</summary>
    public static TagEntry? Find(DicomTag tag) => Entries.GetValueOrDefault(tag);

    /// <summary>The representation a value of this tag has when the data set does not say (implicit VR, PS3.5 section 7.1.3 and 7.8).</summary>
    public static Vr VrOf(DicomTag tag) =>
        Find(tag)?.Vr ?? (tag.Element == 0 ? Vr.UL : tag.IsPrivate && tag.Element is >= 0x10 and <= 0xFF ? Vr.LO : Vr.UN);

    private static TagEntry Parse(string line)
    {
        var parts = line.Split(' ');
        var tag = uint.Parse(parts[0], NumberStyles.HexNumber, CultureInfo.InvariantCulture);
        return new(new((ushort)(tag >> 16), (ushort)tag), Enum.Parse<Vr>(parts[1]), parts[2]);
    }

    private const string Table = """
        00020000 UL FileMetaInformationGroupLength
        00020001 OB FileMetaInformationVersion
        00020002 UI MediaStorageSOPClassUID
        00020003 UI MediaStorageSOPInstanceUID
        00020010 UI TransferSyntaxUID
        00020012 UI ImplementationClassUID
        00020013 SH ImplementationVersionName
        00020016 AE SourceApplicationEntityTitle
        00080005 CS SpecificCharacterSet
        00080008 CS ImageType
        00080012 DA InstanceCreationDate
        00080013 TM InstanceCreationTime
        00080016 UI SOPClassUID
        00080018 UI SOPInstanceUID
        00080020 DA StudyDate
        00080021 DA SeriesDate
        00080022 DA AcquisitionDate
        00080023 DA ContentDate
        0008002A DT AcquisitionDateTime
        00080030 TM StudyTime
        00080031 TM SeriesTime
        00080032 TM AcquisitionTime
        00080033 TM ContentTime
        00080050 SH AccessionNumber
        00080060 CS Modality
        00080064 CS ConversionType
        00080070 LO Manufacturer
        00080080 LO InstitutionName
        00080090 PN ReferringPhysicianName
        00080100 SH CodeValue
        00080102 SH CodingSchemeDesignator
        00080103 SH CodingSchemeVersion
        00080104 LO CodeMeaning
        00080201 SH TimezoneOffsetFromUTC
        00081010 SH StationName
        00081030 LO StudyDescription
        00081032 SQ ProcedureCodeSequence
        0008103E LO SeriesDescription
        00081040 LO InstitutionalDepartmentName
        00081048 PN PhysiciansOfRecord
        00081070 PN OperatorsName
        00081090 LO ManufacturerModelName
        00081110 SQ ReferencedStudySequence
        00081111 SQ ReferencedPerformedProcedureStepSequence
        00081115 SQ ReferencedSeriesSequence
        00081140 SQ ReferencedImageSequence
        00081150 UI ReferencedSOPClassUID
        00081155 UI ReferencedSOPInstanceUID
        00081160 IS ReferencedFrameNumber
        00081195 UI TransactionUID
        00081197 US FailureReason
        00081198 SQ FailedSOPSequence
        00081199 SQ ReferencedSOPSequence
        00082111 ST DerivationDescription
        00082112 SQ SourceImageSequence
        00089007 CS FrameType
        00089215 SQ DerivationCodeSequence
        00100010 PN PatientName
        00100020 LO PatientID
        00100021 LO IssuerOfPatientID
        00100030 DA PatientBirthDate
        00100040 CS PatientSex
        00101010 AS PatientAge
        00101020 DS PatientSize
        00101030 DS PatientWeight
        00104000 LT PatientComments
        00120062 CS PatientIdentityRemoved
        00120063 LO DeidentificationMethod
        00180010 LO ContrastBolusAgent
        00180012 SQ ContrastBolusAgentSequence
        00180015 CS BodyPartExamined
        00180022 CS ScanOptions
        00180050 DS SliceThickness
        00180060 DS KVP
        00180088 DS SpacingBetweenSlices
        00180090 DS DataCollectionDiameter
        00181000 LO DeviceSerialNumber
        00181020 LO SoftwareVersions
        00181030 LO ProtocolName
        00181041 DS ContrastBolusVolume
        00181042 TM ContrastBolusStartTime
        00181048 CS ContrastBolusIngredient
        00181100 DS ReconstructionDiameter
        00181110 DS DistanceSourceToDetector
        00181111 DS DistanceSourceToPatient
        00181120 DS GantryDetectorTilt
        00181130 DS TableHeight
        00181140 CS RotationDirection
        00181150 IS ExposureTime
        00181151 IS XRayTubeCurrent
        00181152 IS Exposure
        00181160 SH FilterType
        00181170 IS GeneratorPower
        00181190 DS FocalSpots
        00181210 SH ConvolutionKernel
        00185100 CS PatientPosition
        00189311 FD SpiralPitchFactor
        00189329 SQ CTImageFrameTypeSequence
        00189345 FD CTDIvol
        0020000D UI StudyInstanceUID
        0020000E UI SeriesInstanceUID
        00200010 SH StudyID
        00200011 IS SeriesNumber
        00200012 IS AcquisitionNumber
        00200013 IS InstanceNumber
        00200020 CS PatientOrientation
        00200032 DS ImagePositionPatient
        00200037 DS ImageOrientationPatient
        00200052 UI FrameOfReferenceUID
        00200060 CS Laterality
        00200100 IS TemporalPositionIdentifier
        00200105 IS NumberOfTemporalPositions
        00201002 IS ImagesInAcquisition
        00201040 LO PositionReferenceIndicator
        00201041 DS SliceLocation
        00204000 LT ImageComments
        00209056 SH StackID
        00209057 UL InStackPositionNumber
        00209111 SQ FrameContentSequence
        00209113 SQ PlanePositionSequence
        00209116 SQ PlaneOrientationSequence
        00209128 UL TemporalPositionIndex
        00209156 US FrameAcquisitionNumber
        00209157 UL DimensionIndexValues
        00209164 UI DimensionOrganizationUID
        00280002 US SamplesPerPixel
        00280004 CS PhotometricInterpretation
        00280006 US PlanarConfiguration
        00280008 IS NumberOfFrames
        00280010 US Rows
        00280011 US Columns
        00280030 DS PixelSpacing
        00280034 IS PixelAspectRatio
        00280100 US BitsAllocated
        00280101 US BitsStored
        00280102 US HighBit
        00280103 US PixelRepresentation
        00280106 US SmallestImagePixelValue
        00280107 US LargestImagePixelValue
        00280120 US PixelPaddingValue
        00280121 US PixelPaddingRangeLimit
        00280300 CS QualityControlImage
        00280301 CS BurnedInAnnotation
        00281050 DS WindowCenter
        00281051 DS WindowWidth
        00281052 DS RescaleIntercept
        00281053 DS RescaleSlope
        00281054 LO RescaleType
        00281055 LO WindowCenterWidthExplanation
        00282110 CS LossyImageCompression
        00282112 DS LossyImageCompressionRatio
        00282114 CS LossyImageCompressionMethod
        00283000 SQ ModalityLUTSequence
        00283002 US LUTDescriptor
        00283004 LO ModalityLUTType
        00283006 OW LUTData
        00283010 SQ VOILUTSequence
        00289110 SQ PixelMeasuresSequence
        00289132 SQ FrameVOILUTSequence
        00289145 SQ PixelValueTransformationSequence
        00321060 LO RequestedProcedureDescription
        00400007 LO ScheduledProcedureStepDescription
        00400009 SH ScheduledProcedureStepID
        00400244 DA PerformedProcedureStepStartDate
        00400245 TM PerformedProcedureStepStartTime
        00400253 SH PerformedProcedureStepID
        00400254 LO PerformedProcedureStepDescription
        00400275 SQ RequestAttributesSequence
        00401001 SH RequestedProcedureID
        0040A040 CS ValueType
        0040A043 SQ ConceptNameCodeSequence
        0040A160 UT TextValue
        0040A730 SQ ContentSequence
        00620002 SQ SegmentSequence
        00620004 US SegmentNumber
        00620005 LO SegmentLabel
        00880200 SQ IconImageSequence
        52009229 SQ SharedFunctionalGroupsSequence
        52009230 SQ PerFrameFunctionalGroupsSequence
        7FE00001 OV ExtendedOffsetTable
        7FE00002 OV ExtendedOffsetTableLengths
        7FE00008 OF FloatPixelData
        7FE00009 OD DoubleFloatPixelData
        7FE00010 OW PixelData
        FFFCFFFC OB DataSetTrailingPadding
        """;
}
