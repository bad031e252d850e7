"""Closed word classes and the small word lists that the rules of this room rest on."""

from __future__ import annotations


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


DETERMINERS = _set("the a an this that these those")
QUANTIFIERS = _set(
    """some several many few most all both two three four five six seven eight nine ten eleven
    twelve dozens hundreds thousands scores tens various numerous any another certain half more
    unidentified other at-least no every each one thirteen fifteen twenty thirty forty fifty"""
)
PRONOUNS = {
    **dict.fromkeys("he him himself".split(), "he"),
    **dict.fromkeys("she herself".split(), "she"),
    **dict.fromkeys("it itself".split(), "it"),
    **dict.fromkeys("they them themselves".split(), "they"),
    "his": "he",
    "her": "she",
    "hers": "she",
    "its": "it",
    "their": "they",
    "theirs": "they",
    **dict.fromkeys("i me my myself mine".split(), "i"),
    **dict.fromkeys("we us our ours ourselves".split(), "we"),
}
"""Each pronoun's family; "her" is taken for the object and the possessive alike."""
POSSESSIVE_PRONOUNS = _set("his her its their my our your")
NAME_PARTICLES = _set(
    "al el bin ibn van von der den de da do dos das del della di la le ter ten abu af ul"
)
CONJUNCTIONS = _set("and or & nor")
PREPOSITIONS = _set(
    """in from at with for to on by against between among over under into through near across
    inside within about toward towards after before during since until without behind via per
    despite upon amid beyond outside around along throughout onto unlike like as than off past"""
)
OTHER_FUNCTION = _set(
    """i he she it they we you who whom whose which what when where why how that if because while
    although though but so yet not never also only just even still already again too very is are
    was were be been being am has have had having do does did done will would shall should can
    could may might must ought there here then now today yesterday tomorrow up down out back away
    however moreover meanwhile therefore thus instead rather perhaps maybe once soon later
    earlier ago well much less least enough such same own else whether unless except including
    according said says say saying told tells tell added adds asked asks called calls warned
    warns vowed urged urges wants want made make makes took take takes gave give gives got get
    gets went go goes came come comes saw see sees knew know knows thought think thinks let put
    set sent send sends met meet meets held hold holds kept keep keeps left leave leaves led lead
    brought bring began begin begun broke break broken found find fought fight hit hurt lost lose
    won win wins ran run runs rose rise fell fall felt feel spoke speak speaks stood stand stands
    struck strike struck swore swear threw throw understood wrote write writes won't don't
    doesn't didn't can't cannot isn't wasn't weren't wouldn't couldn't shouldn't hasn't haven't
    hadn't became become paid pay sought seek seeks shot shoot sold sell bought buy cut deny
    drew draw drove drive fled flee flew fly forbade forgave froze hid laid lay lent lend meant
    mean overthrew read rode said sank sat shook showed show slew spent spend stole stuck swept
    taught tore withdrew withdraw undertook upheld"""
)
MONTHS_AND_DAYS = _set(
    """january february march april may june july august september october november december
    monday tuesday wednesday thursday friday saturday sunday jan feb mar apr jun jul aug sep sept
    oct nov dec spring summer autumn winter easter christmas ramadan"""
)
PLACE_WORDS = _set(
    """square street road avenue river sea ocean lake mountain mountains island islands isle
    province region county district city town valley airport port strait straits peninsula bay
    bridge palace hotel hall park desert gulf canal coast east west north south border village
    prison university cathedral mosque church stadium hospital act treaty agreement accord pact
    plan war day week year prize cup bill law initiative summit conference forum process doctrine
    protocol convention declaration resolution dialogue fund"""
)
"""Words that show a run of capitalised words to be no person."""

SPEECH = _set(
    """said says say told tells tell added adds warned warns announced announces urged urges vowed
    denied denies accused accuses claimed claims insisted insists stressed noted argued argues
    believe believes believed think thinks hope hopes hoped expect expects stated called calls
    asked asks replied answered confirmed confirms rejected rejects condemned condemns declared
    declares declined refused wrote writes tweeted commented explained acknowledged admitted
    predicted predicts estimated suggested suggests reported reports demanded demands promised
    threatened pledged signed criticised criticized praised welcomed thanked met visited arrived
    agreed refuses reckon reckons concede conceded complained complains alleged alleges"""
)
PAST_OF_MOVING = _set(
    """born fled flee flees flew fly flies travelled traveled travel travels arrived arrive
    arrives returned return returns returning went go goes going gone came withdrew withdraw
    withdraws withdrawn withdrawing withdrawal pulled pulling evacuated evacuate evacuation
    expelled deported deport moved move driven drove drive sailed marched crossed crossing
    crosses left living lives lived live based raised sheltering stationed deployed deploy sent
    shipped smuggled exiled exile emigrated imported escaped escape rushed headed heading posted
    journey flight flights departed depart departure trip"""
)
"""Words of moving or being somewhere, before "from", "to", "into": what follows is a place."""
ENTERING = _set(
    """entered enters enter entering left leaving leave fled fleeing reached reaching toured
    touring crossed crossing overflew roamed"""
)
LOCATIVE = _set("in inside within near at across throughout outside around into through via off on")
"""Prepositions after which a state or capital is a place."""
NOT_LOCATIVE_BEFORE_IN = _set(
    """interfere interferes interfered interfering interference meddle meddled meddling intervene
    intervened intervening intervention confidence trust invest invested investing investment
    investments interest interests faith belief"""
)
GEOGRAPHIC_NOUNS = _set(
    """capital city cities town towns north south east west northeast northwest southeast
    southwest border borders part parts coast province region territory area areas most rest map
    island shores outskirts centre center corner village suburb port waters soil side half swathes
    edge middle interior"""
)
DIRECTIONS = _set(
    """northern southern eastern western central north south east west north-eastern
    northeastern northwestern southeastern southwestern upper lower coastal rural mainland
    downtown neighbouring neighboring nearby"""
)
COMMUNICATION = _set(
    """message messages signal signals warning warnings demand demands pressure support
    concession concessions ties aid answer response reply letter note protest offer offers
    appeal assurances promise promises guarantees request statement instructions orders order
    word help arms weapons opposition objections threat threats proposal apology assistance loyal
    loyalty linked close closer hostile friendly deference gift blow boost challenge alternative
    concern approval backing invitation"""
)
"""Nouns after which "to Beijing" or "from Beijing" means the government."""
POLITICAL = _set(
    """accusation accusations action actions aggression aid airstrike airstrikes annexation
    appeal approval arms assault assistance attack attacks backing bailout ban blockade bombardment
    bombing boycott bid call calls campaign cautions claim claims commitment complaint complaints
    concern concerns concession concessions condemnation confidence cooperation co-operation
    counteroffensive crackdown criticism cyberattack cyberattacks deal decision defeat demand
    demands denial denials deployment dialogue diplomacy disinformation drive effort efforts
    election embargo encroachment engagement espionage expansion expulsion fears funding funds
    goals guarantees hacking hopes incursion incursions influence initiative insistence
    intelligence intentions interference interests intervention invasion investment involvement
    leverage loans manoeuvres maneuvers measures meddling mediation military missile missiles
    motion move moves negotiations objection objections occupation offensive offer offers
    operation operations opposition order overtures plan plans pledge pledges policies policy
    position presence pressure proposal proposals propaganda protest protests push raid raids
    reaction recognition refusal rejection relations reply reprisals request requests resistance
    response restrictions resolve retaliation retreat rule sabotage sanction sanctions security
    shelling stance statement strategy strike strikes support surveillance talks tariff tariffs
    territorial threat threats ties tactics tensions troops veto views visit vote war warning
    warnings weapons willingness wishes withdrawal"""
)
"""Nouns before which "Chinese", "French" … name the party that acts or is acted upon."""
ACTING_AFTER_CAPITAL = _set(
    """said says say will would has have had is was are were wants want hopes hope may might could
    can should must did does do and also has not never on still now then cannot itself insists
    warned warns accused accuses denied denies called calls urged urges announced announces
    refused refuses rejected rejects agreed agrees imposed imposes vowed threatened fears
    believes expects sees considers views regards maintains remains argues answered replied
    responded reacted recalled expelled summoned condemned demanded demands offered pledged
    signed launched sent sends gave gives took takes made makes kept keeps seeks sought needs
    moved stepped"""
)
CUSTOMARY = {
    "foreign": "foreign",
    "external": "foreign",
    "affairs": "",
    "ministry": "ministry",
    "department": "ministry",
    "defence": "defence",
    "defense": "defence",
    "legislature": "parliament",
    "assembly": "parliament",
    "national": "",
    "armed": "army",
    "forces": "forces",
    "military": "army",
    "army": "army",
    "of": "",
    "the": "",
    "commerce": "trade",
}
"""Words of a body's name reduced so that its variants meet ("ministry of defense")."""
SURNAME_FIRST = _set("CHN TWN HKG MAC KOR PRK VNM KHM JPN HUN SGP")
"""States where the family name is usually printed first (for Japan and Hungary: often)."""
