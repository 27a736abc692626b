"""From when deals hold, at what price and on what conditions, in the words of every version."""

from __future__ import annotations

from precheck.model import Deal
from precheck.reading.deals import read_deals
from precheck.reading.xml import Document, parse_bytes

IN_3 = """<DealList><ReleaseDeal><DealReleaseReference>R0</DealReleaseReference><Deal><DealTerms>
<CommercialModelType>PayAsYouGoModel</CommercialModelType>
<Usage><UseType>PermanentDownload</UseType><CarrierType>CompactDisc</CarrierType></Usage>
<TerritoryCode>DE</TerritoryCode>
<DistributionChannel><PartyId>P1</PartyId><PartyId>P2</PartyId></DistributionChannel>
<PriceInformation PriceType="StandardRetailPrice"><PriceType>A1</PriceType>
<WholesalePricePerUnit CurrencyCode="EUR">0.70</WholesalePricePerUnit>
<SuggestedRetailPrice CurrencyCode="USD">0.99</SuggestedRetailPrice></PriceInformation>
<ValidityPeriod><StartDate>2026-01-01</StartDate><EndDate>2026-02-01</EndDate></ValidityPeriod>
<ValidityPeriod><StartDateTime>2026-03-01T00:00:00Z</StartDateTime></ValidityPeriod>
</DealTerms></Deal></ReleaseDeal></DealList>"""
IN_4 = """<DealList><ReleaseDeal><DealReleaseReference>R0</DealReleaseReference><Deal><DealTerms>
<TerritoryCode>DE</TerritoryCode>
<CommercialModelType>SubscriptionModel</CommercialModelType><UseType>Stream</UseType>
<IsPromotional>true</IsPromotional>
<PriceInformation><PriceCode Namespace="X">M01</PriceCode></PriceInformation>
</DealTerms></Deal></ReleaseDeal></DealList>"""


def deal_in(text: str) -> Deal:
    document = parse_bytes(text.encode(), "message.xml")
    assert isinstance(document, Document)
    [deal] = read_deals((document.root,))
    return deal


def test_every_period_is_read_and_knows_its_elements() -> None:
    deal = deal_in(IN_3)

    assert [(p.start, p.end) for p in deal.periods] == [
        ("2026-01-01", "2026-02-01"),
        ("2026-03-01T00:00:00Z", ""),
    ]
    assert (deal.start, deal.end) == ("2026-01-01", "2026-02-01")
    ended = deal.periods[0].at("end")
    assert ended is not None
    assert (ended.line, str(ended.xpath)[-7:]) == (9, "EndDate")


def test_every_amount_is_a_price_in_its_currency() -> None:
    prices = deal_in(IN_3).prices

    assert [(p.kind, p.amount, p.currency, p.code, p.type) for p in prices] == [
        ("WholesalePricePerUnit", "0.70", "EUR", "A1", "StandardRetailPrice"),
        ("SuggestedRetailPrice", "0.99", "USD", "A1", "StandardRetailPrice"),
    ]


def test_a_code_alone_is_a_price() -> None:
    [price] = deal_in(IN_4).prices

    assert (price.kind, price.code) == ("", "M01")


def test_what_else_narrows_a_deal_is_a_condition() -> None:
    assert deal_in(IN_3).conditions == ("DistributionChannel: P1 P2", "CarrierType: CompactDisc")
    assert deal_in(IN_4).conditions == ("IsPromotional: true",)
