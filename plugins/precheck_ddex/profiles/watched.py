"""The elements that are worth a look at their attributes, in ERN 3.8 to 4.3.2."""

from __future__ import annotations

_USER_DEFINED = """
    AdditionalRoles AdditionalTitle AdministratingRecordCompany Agency Algorithm ArtistRole
    ArtisticRole AudioCodecType CarrierType ClipType CollectionType Comment
    CommercialModelType ContainerFormat CueOrigin CueSheetType CueThemeType CueUseType
    CueVisualPerceptionType CueVocalType Description DisplayArtistRole
    DistributionChannelType DrmPlatformType ExternallyLinkedResourceType
    FingerprintAlgorithmType GoverningAgreementType HashSumAlgorithmType ImageCodecType
    ImageType IndirectResourceContributorRole InstrumentType LabelName
    LinkedReleaseResourceReference MidiType MusicalWorkContributorRole MusicalWorkType
    OperatingSystemType ParentalWarningType PartyRelationshipType PriceInformation
    PrimaryRole Purpose RatingAgency Reason ReasonType RecordingFormat ReleaseLabelReference
    ReleaseRelationshipType ReleaseType ResourceContributorRole ResourceOmissionReason
    ResourceType RightsClaimPolicyReason RightsType Role SessionType SheetMusicCodecType
    SheetMusicType SoftwareType SoundProcessorType SoundRecordingType SpecialContributor
    SpecialDisplayArtist TextCodecType TextType Type UseType UserInterfaceType Value
    VersionType VideoCodecType VideoDefinitionType VideoType
"""
USER_DEFINED = frozenset(_USER_DEFINED.split())
"""Those that may have a `UserDefinedValue`."""

_DEFAULTED = """
    AdditionalTitle AvRating BrandName CLine Comment CourtesyLine Deity Description
    DisplayArtistName DisplayCredits DisplayGenre DisplayTitle DisplayTitleText
    FirstPublicationDate FormalTitle Genre GroupingTitle Keywords MarketingComment
    OriginalReleaseDate PLine ParentalWarningType PartyName Raga ReleaseDate
    ReleaseLabelReference Synopsis Tala TechnicalDetails
"""
DEFAULTED = frozenset(_DEFAULTED.split())
"""Those that may be marked as the default."""

TERRITORIES = frozenset({"TerritoryCode", "ExcludedTerritoryCode"})
RARE_CODES = frozenset({"SICI", "ISSN", "ISBN", "VISAN", "ISAN", "ISMN"})
"""The identifiers of printed matter and films."""
