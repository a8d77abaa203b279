"""The closed classes of English that carry meaning in a headline: too small to be worth a file.

Everything is folded (citecheck.fold): "won't" is "wont".
"""

from __future__ import annotations


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


NEGATIONS = _set(
    "not no never none nobody nothing neither nor without cannot cant wont dont doesnt didnt isnt arent "
    "wasnt werent hasnt havent hadnt wouldnt couldnt shouldnt aint nowhere"
)

HEDGES = _set(
    "may might could can would should must shall will likely unlikely possibly possible potential "
    "potentially perhaps maybe apparently apparent alleged allegedly reportedly reported suspected "
    "suspect purported purportedly supposedly supposed probable probably presumed feared believed "
    "rumoured rumored unconfirmed confirmed claimed seemingly appears seems tentative definitely "
    "certainly accused attempted proposed planned"
)
MODALS = _set("may might could can would should must shall will cannot cant wont wouldnt couldnt shouldnt")
"""Also "to" stands for "will" in headlines: "Bank to cut rates"."""

QUANTIFIERS = _set(
    "all some many most few several every each any both half only just least fewer less more almost nearly "
    "entire whole part partly mostly fully partially majority minority much once twice thrice single double "
    "triple always often sometimes rarely seldom usually exactly alone"
)
BOUNDS = _set("over under above below least most up nearly almost fewer less more than beyond only exactly")
"""Before a number these say whether it is a floor, a ceiling or exact."""
APPROXIMATE = _set("about around roughly approximately circa some")

MASCULINE = _set("he him his himself mr mister")
FEMININE = _set("she her hers herself mrs ms")
PRONOUNS = (
    MASCULINE
    | FEMININE
    | _set(
        "i me my mine myself we our ours ourselves you your yours they them their theirs themselves it "
        "its itself who whose whom ive youre were theyre hes shes im weve theyve youve ill well id wed"
    )
)

WEEKDAYS = {
    name: number
    for number, names in enumerate(
        (
            "monday mon",
            "tuesday tue tues",
            "wednesday wed",
            "thursday thu thurs",
            "friday fri",
            "saturday sat",
            "sunday sun",
        )
    )
    for name in names.split()
}
TIMES = _set(
    "today tomorrow yesterday tonight overnight morning afternoon evening night noon midnight dawn dusk "
    "spring summer autumn fall winter weekend christmas easter quarter second minute minutes hour hours "
    "day days week weeks month months year years decade decades century centuries annual daily weekly "
    "monthly yearly hourly quarterly last next this early earlier late later"
)

FUNCTION_WORDS = _set(
    "a an the of in on at by for from to with and or but as is are was were be been being has have had "
    "do does did that this these those its it amid over after following into onto upon via per than then "
    "so if when while where what how why which who there here about around among between through during "
    "against within across along off out up down also too very just still now new says say said"
) - frozenset({"says", "say", "said", "new", "still", "now"})

DIRECTIONS = (
    "from to|from into|into out|outside in|outside within|ahead after|ahead following|"
    "in out|onto off|on off|up down|over under|above below|before after|with "
    "without|for against|north south|east west|north east|north west|south east|south west|northern "
    "southern|eastern western|northern eastern|northern western|southern eastern|southern "
    "western|northeast northwest|northeast southeast|southeast southwest|northwest southwest|left "
    "right|inside outside|within beyond|since until|ahead behind|before following|until after|before "
    "since|before amid|after amid|after during|before during|towards from|toward from|despite "
    "because|upward downward|upwards "
    "downwards|forward backward|inbound outbound|near far|pro anti|home away"
)
OPPOSED_WORDS = (
    "accept reject|back oppose|support oppose|confirm deny|admit deny|ban allow|approve reject|free "
    "jail|release jail|release arrest|acquit convict|guilty innocent|cut raise|cut increase|rise "
    "fall|rise drop|climb fall|soar plunge|surge plunge|jump slump|gain loss|gain lose|gain fall|win "
    "lose|beat lose|profit loss|more fewer|more less|higher lower|high low|open close|start end|start "
    "stop|begin end|hire fire|join quit|join leave|enter leave|arrive leave|buy sell|lend borrow|praise "
    "criticise|praise criticize|praise condemn|praise slam|welcome condemn|welcome reject|hail "
    "slam|survive die|kill save|dead alive|strengthen weaken|improve worsen|widen narrow|expand "
    "shrink|grow shrink|grow fall|tighten ease|tighten loosen|success failure|succeed fail|pass "
    "fail|victory defeat|enemy ally|friend foe|attack defend|attack defense|advance retreat|ahead "
    "behind|import export|legal illegal|lawful unlawful|safe unsafe|safe dangerous|secure insecure|early "
    "late|earlier later|first last|best worst|better worse|old new|old young|older younger|rich "
    "poor|strong weak|optimism pessimism|hope fear|hopes fears|boost hit|boost cut|build demolish|hold "
    "release|keep drop|keep scrap|impose lift|impose ease|lift tighten|resume halt|resume "
    "suspend|continue stop|launch scrap|recover decline|rebound fall|upgrade downgrade|upbeat "
    "downbeat|bullish bearish|public private|domestic foreign|major minor|majority minority|male "
    "female|hot cold|wet dry|day night|love hate|peace war|agree refuse|agree disagree|accept "
    "refuse|agree reject|comply defy|obey defy|love loathe|defend criticise|defend attack|boycott "
    "attend|abandon adopt|ditch adopt|repeal enact|unveil hide|reveal hide|reveal conceal|found "
    "lost|find lose|include exclude|maximum minimum|most least|top bottom|always never|all none|everyone "
    "nobody|right wrong|true false|fact fiction|bigger smaller|larger smaller|big small|large small|long "
    "short|longer shorter|fast slow|faster slower|up down|positive negative|increase decrease|increase "
    "reduce|increase fall|inflate deflate|defeat win|give take|send receive|push pull|lead trail|leads "
    "trails|overestimate underestimate|outperform underperform|oversee ignore|mandatory "
    "optional|voluntary compulsory|temporary permanent|former current|former future|ex current|partial "
    "full|republican democrat|republican democratic|labour conservative|labour tory|civilian "
    "military|offline online|manned unmanned"
)


def _pairs(text: str) -> frozenset[tuple[str, str]]:
    pairs = (tuple(pair.split()) for pair in text.split("|"))
    return frozenset(p for a, b in pairs for p in ((a, b), (b, a)))


OPPOSED = _pairs(OPPOSED_WORDS) | _pairs(DIRECTIONS)
OPPOSED_PREFIXES = (
    "un",
    "in",
    "im",
    "il",
    "ir",
    "dis",
    "non",
    "anti",
    "de",
    "mis",
    "over",
    "under",
    "counter",
    "pro",
)

STANDING = _set("former ex acting interim deputy vice assistant senior junior late incoming outgoing")
"""Words that change who is meant: "former president" is not "president"."""

ABBREVIATIONS = {
    "gov": "governor",
    "govt": "government",
    "sen": "senator",
    "rep": "representative",
    "gen": "general",
    "dr": "doctor",
    "pm": "prime minister",
    "mps": "lawmakers",
    "mp": "lawmaker",
    "dept": "department",
    "intl": "international",
    "st": "saint",
    "vs": "v",
    "versus": "v",
    "tv": "television",
    "ceo": "chief executive",
    "cfo": "chief financial officer",
    "ai": "artificial intelligence",
    "q1": "first quarter",
    "q2": "second quarter",
    "q3": "third quarter",
    "q4": "fourth quarter",
    "qtr": "quarter",
    "h1": "first half",
    "h2": "second half",
    "yr": "year",
    "yrs": "years",
    "wk": "week",
    "mln": "million",
    "bln": "billion",
    "fed": "federal reserve",
    "ecb": "european central bank",
    "boe": "bank of england",
    "gop": "republicans",
    "dems": "democrats",
    "covid": "coronavirus",
    "uni": "university",
    "ads": "adverts",
    "exec": "executive",
    "execs": "executives",
    "cops": "police",
    "co": "company",
    "corp": "corporation",
    "inc": "incorporated",
    "ltd": "limited",
    "and": "&",
    "pics": "pictures",
    "info": "information",
    "prez": "president",
    "pres": "president",
    "lt": "lieutenant",
    "sgt": "sergeant",
    "capt": "captain",
    "cmdr": "commander",
    "sec": "secretary",
    "min": "minister",
}

NUMBER_WORDS = {
    "zero": 0,
    "one": 1,
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "seven": 7,
    "eight": 8,
    "nine": 9,
    "ten": 10,
    "eleven": 11,
    "twelve": 12,
    "thirteen": 13,
    "fourteen": 14,
    "fifteen": 15,
    "sixteen": 16,
    "seventeen": 17,
    "eighteen": 18,
    "nineteen": 19,
    "twenty": 20,
    "thirty": 30,
    "forty": 40,
    "fifty": 50,
    "sixty": 60,
    "seventy": 70,
    "eighty": 80,
    "ninety": 90,
}
MAGNITUDES = {
    "hundred": 100,
    "thousand": 1000,
    "million": 10**6,
    "billion": 10**9,
    "trillion": 10**12,
    "k": 1000,
    "m": 10**6,
    "mn": 10**6,
    "mln": 10**6,
    "bn": 10**9,
    "bln": 10**9,
    "tn": 10**12,
    "trn": 10**12,
}
VAGUE_NUMBERS = _set(
    "dozens scores hundreds thousands millions billions trillions dozen score hundred thousand million "
    "billion trillion tens couple pair trio quarter third thirds quarters fifth half"
)
ORDINALS = {
    "first": 1,
    "second": 2,
    "third": 3,
    "fourth": 4,
    "fifth": 5,
    "sixth": 6,
    "seventh": 7,
    "eighth": 8,
    "ninth": 9,
    "tenth": 10,
    "eleventh": 11,
    "twelfth": 12,
    "thirteenth": 13,
    "fourteenth": 14,
    "fifteenth": 15,
    "sixteenth": 16,
    "seventeenth": 17,
    "eighteenth": 18,
    "nineteenth": 19,
    "twentieth": 20,
}
PERCENT = _set("percent pc pct")
UNITS = _set(
    "mile miles kilometre kilometres kilometer kilometers km metre metres meter meters foot feet ft inch "
    "inches yard yards kg kilo kilos kilogram kilograms tonne tonnes ton tons pound pounds lb lbs gram "
    "grams ounce ounces litre litres liter liters gallon gallons barrel barrels bpd acre acres hectare "
    "hectares degree degrees mph kph knots watt watts kilowatt kilowatts megawatt megawatts mw gigawatt "
    "gigawatts gw dollar dollars euro euros yen yuan cent cents pence rouble roubles ruble rubles rupee "
    "rupees franc francs peso pesos celsius fahrenheit byte bytes gigabyte megabyte terabyte hours "
    "minutes seconds days weeks months years decades"
)

SERIES = _set(
    "live blog updates update quiz crossword recipe podcast briefing newsletter letters editorial "
    "cartoon review episode part day week stage round leg heat test match game final semi quarter qtr q1 "
    "q2 q3 q4 profit results earnings forecast outlook shares stocks futures claims payrolls index poll "
    "snapshot factbox highlights preview instant view roundup digest summary list guide pictures photos "
    "images cover covers headlines timeline transcript lottery weather horoscope schedule fixtures "
    "scores score v vs versus league cup prix championship open tour how what watch video audio "
    "masterclass view"
)
"""Words of headlines that come again and again with a little changed."""
