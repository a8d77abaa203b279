import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from paragraphs import OUTLETS, claims_of, paragraphs, reference, texts

from citecheck.models import ClaimLink, Reference, ReferenceForm
from citecheck.parser.claims.find import find_claims
from citecheck.parser.document import Block, BlockKind, Document, Link


@pytest.mark.parametrize(
    "sentence",
    [
        "The dam at Orlova burst on 3 May and killed 212 people.",
        "Parliament passed the budget by 61 votes to 58.",
        "Both delegations discussed a swap of wounded soldiers.",
        "Norway wants its stolen paintings back.",
        "Ardenia keeps pressing Velmark to give up the two provinces.",
        "According to the ministry, half of the schools have reopened.",
        "I was shocked to read that 40 people died in Kharkiv on Tuesday.",
        "Unemployment fell to 4.1 percent in March.",
        "The company fired its chief executive last week.",
        "“We will rebuild every house,” said Mayor Ana Ruiz.",
    ],
)
def test_a_sentence_that_states_something_checkable_is_a_claim(sentence):
    assert texts(sentence) == [sentence]


@pytest.mark.parametrize(
    "sentence",
    [
        "I’ll be honest, this one hurt.",
        "It hit different.",
        "Grief has a way of making us small.",
        "Did 300 people really die in Orlova?",
        "Forty people died in Kharkiv!",
        "Imagine waiting 12 years for a letter.",
        "They might finally be able to come home.",
        "Subscribe to my newsletter for more stories like this.",
        "Hello and welcome back to the blog, everyone.",
        "This is about mothers who never stopped hoping.",
        "I think we all need a little kindness.",
        "I have lived in Leeds for years.",
        "Maybe, just maybe, there is a way out.",
    ],
)
def test_opinion_question_cry_greeting_and_musing_are_no_claims(sentence):
    assert texts(sentence) == []


def test_headings_without_markup_are_no_claims():
    source = (
        "6,000 Letters. One Long Road Home.\n"
        "Both sides agreed to hand over 6,000 letters in Geneva.\n"
        "Why Geneva Said Yes to the Deal\n"
        "The Geneva talks ended on Friday\n"
    )
    assert texts(source) == ["Both sides agreed to hand over 6,000 letters in Geneva."]


def test_only_prose_holds_claims():
    line = "The army shelled Orlova on Monday and killed 14 civilians."
    for kind in BlockKind:
        prose = kind in (BlockKind.PARAGRAPH, BlockKind.LIST_ITEM, BlockKind.QUOTE)
        assert bool(texts(line, kinds={0: kind})) == prose


def test_blocks_of_the_reference_list_hold_no_claims():
    source = "Officials reported 14 deaths in Orlova.\nOfficials say toll rises to 14. Reuters."
    assert len(claims_of(source, reference_blocks=[1])) == 1


def test_a_fragment_with_a_number_joins_the_sentence_it_completes():
    (claim,) = claims_of("Both sides agreed to exchange the bodies. 6,000 in total. It is sad.")
    assert claim.text == "Both sides agreed to exchange the bodies. 6,000 in total."


def test_a_fragment_saves_the_sentence_it_completes():
    (claim,) = claims_of("The line went on and on. 400 people by noon.")
    assert claim.text == "The line went on and on. 400 people by noon."


def test_every_claim_stands_where_its_span_says():
    source = "Intro here, friends.\n\n  It rained. The flood killed 30 people in Sava on 2 June. Bye.\n"
    (claim,) = claims_of(source)
    assert source[claim.span.start : claim.span.end] == claim.text
    assert (claim.id, claim.span.line, claim.span.column) == ("c1", 3, 14)


LISTED = """Officials counted 14 dead in Orlova.[2] The mayor of Orlova resigned on Friday.
Reuters reported that the mayor fled to Sava. The Sun rose over 3,000 mourners in Orlova.
References
[1] "Mayor flees" - Reuters
[2] "Orlova counts its dead" - The Guardian
"""


def listed():
    document = paragraphs(LISTED)
    references = (
        reference(document, "r1", '[1] "Mayor flees" - Reuters', outlet="Reuters", marker="1"),
        reference(
            document, "r2", '[2] "Orlova counts its dead" - The Guardian', outlet="The Guardian", marker="2"
        ),
    )
    return find_claims(document, references, frozenset({2, 3, 4}), OUTLETS)


def test_a_claim_leans_on_its_marker_then_on_the_outlet_it_names_then_on_the_whole_list():
    counted, resigned, reported, rose = listed()
    assert (counted.references, counted.link) == (("r2",), ClaimLink.MARKER)
    assert (resigned.references, resigned.link) == (("r1", "r2"), ClaimLink.LIST)
    assert (reported.references, reported.link) == (("r1",), ClaimLink.OUTLET)
    assert rose.link is ClaimLink.LIST


def test_a_marker_taken_out_of_the_text_belongs_to_the_sentence_it_stood_behind():
    source = "Officials counted 14 dead. The mayor resigned on Friday.\nOrlova counts its dead\nMayor quits\n"
    first = source.index(" The mayor")
    document = paragraphs(source, markers={0: [(first, "a"), (source.index("\n"), "b")]})
    references = (
        reference(document, "r1", "Orlova counts its dead", marker="a", form=ReferenceForm.FOOTNOTE),
        reference(document, "r2", "Mayor quits", marker="b", form=ReferenceForm.FOOTNOTE),
    )
    claims = find_claims(document, references, frozenset({1, 2}), OUTLETS)
    assert [(c.references, c.link) for c in claims] == [
        (("r1",), ClaimLink.MARKER),
        (("r2",), ClaimLink.MARKER),
    ]


def test_a_link_in_the_sentence_is_what_it_leans_on():
    source = "Officials counted 14 dead in Orlova. The mayor resigned on Friday."
    document = paragraphs(source)
    link = reference(document, "r1", "14 dead", form=ReferenceForm.LINK, url="https://reuters.com/a")
    counted, resigned = find_claims(document, (link,), frozenset(), OUTLETS)
    assert (counted.references, counted.link) == (("r1",), ClaimLink.MARKER)
    assert resigned.link is ClaimLink.LIST


def test_an_author_and_year_in_brackets_point_to_the_entry():
    source = (
        "Attackers stole 500 million accounts (Hill and Swann, 2022). The firm paid $35 million.\n"
        "Hill, M. and Swann, D. (2022). The breach\nOwen, P. (2019). The fine\n"
    )
    document = paragraphs(source)
    references = (
        reference(
            document, "r1", "Hill, M. and Swann, D. (2022). The breach", author="Hill, M.", date="2022"
        ),
        reference(document, "r2", "Owen, P. (2019). The fine", author="Owen, P.", date="2019"),
    )
    stole, paid = find_claims(document, references, frozenset({1, 2}), OUTLETS)
    assert (stole.references, stole.link) == (("r1",), ClaimLink.MARKER)
    assert paid.references == ("r1", "r2")


def test_a_sentence_that_is_itself_a_reference_is_no_claim():
    source = "“Flood kills 30 in Sava as dam bursts”, Reuters, 3 June 2025."
    document = paragraphs(source)
    entry = reference(
        document, "r1", source, outlet="Reuters", headline="Flood kills 30 in Sava as dam bursts"
    )
    assert find_claims(document, (entry,), frozenset(), OUTLETS) == ()


@pytest.mark.parametrize(
    ("language", "claim", "other"),
    [
        ("uk", "У Салеві загинуло 14 людей, повідомила поліція.", "Мені здається, це дуже сумно."),
        ("ru", "Власти заявили, что погибли 14 человек.", "Мне кажется, это очень грустно."),
        ("de", "Bei dem Angriff auf Orlau starben am 3. Juni 14 Menschen.", "Ich finde das sehr traurig."),
        ("fr", "Selon la police, 14 personnes sont mortes à Orlove.", "Je pense que c’est bien triste."),
        ("es", "La policía informó de 14 muertos en Orlova.", "Creo que todo esto es muy triste."),
        ("it", "La polizia ha confermato 14 morti a Orlova.", "Penso che sia una cosa molto triste."),
        ("pl", "Policja poinformowała, że w Orłowie zginęło 14 osób.", "Myślę, że to jest bardzo smutne."),
        ("pt", "A polícia confirmou 14 mortos em Orlova.", "Acho que tudo isso é muito triste."),
        ("tr", "Polis, Orlova’da 14 kişinin öldüğünü açıkladı.", "Bence bütün bunlar çok üzücü."),
        ("ar", "أعلنت الشرطة مقتل 14 شخصا في المدينة.", "أشعر بالحزن الشديد هذه الليلة."),
        ("zh", "警方表示，奥洛瓦有14人死亡。", "我觉得这真的很难过。"),
    ],
)
@pytest.mark.parametrize("named", [True, False])
def test_claims_are_told_from_feelings_in_every_language(language, claim, other, named):
    assert texts(f"{claim} {other}", language=language if named else None) == [claim]


def test_a_block_quote_that_is_signed_is_one_claim_with_its_speaker():
    source = "It was long ago.\n“The dam will not hold. Leave now.” — Piet Dool, engineer\n"
    (claim,) = claims_of(source, kinds={1: BlockKind.QUOTE})
    (quotation,) = claim.quotations
    assert (quotation.text, quotation.speaker) == ("The dam will not hold. Leave now.", "Piet Dool")
    assert source[claim.span.start : claim.span.end] == claim.text


def test_a_block_quote_belongs_to_whom_the_paragraph_before_names():
    source = "Piet Dool wrote to the council in May:\nThe dam will not hold. Leave now.\n"
    claim = claims_of(source, kinds={1: BlockKind.QUOTE})[-1]
    assert [(q.text, q.speaker) for q in claim.quotations] == [
        ("The dam will not hold. Leave now.", "Piet Dool")
    ]


def test_a_block_quote_of_nobody_is_read_as_the_articles_own_text():
    source = "It rained.\nThe flood killed 30 people in Sava. I was so sad.\n"
    (claim,) = claims_of(source, kinds={1: BlockKind.QUOTE})
    assert (claim.text, claim.quotations) == ("The flood killed 30 people in Sava.", ())


def test_a_speech_goes_on_over_paragraphs():
    source = (
        "Mayor Ana Ruiz told the council: “We lost it all. The dam is gone.\n"
        "“The mill and the school will be rebuilt by May.”\n"
    )
    first, second = claims_of(source)
    assert [(q.text, q.speaker) for q in first.quotations] == [
        ("We lost it all. The dam is gone.", "Mayor Ana Ruiz")
    ]
    assert [q.speaker for q in second.quotations] == ["Mayor Ana Ruiz"]


def test_remains_of_reference_entries_and_addresses_are_no_claims():
    assert texts("Available at: https://example.org/2023/11/28/500-million-accounts.html.") == []
    assert texts("[Accessed 28 November 2023]") == []
    assert texts("Photo: Mara Lind, 2019") == []


@pytest.mark.parametrize(
    "unit", ['"', "“a ", "14 died. ", "x ", "[1] ", "\n- ", "(Hill, 2020) ", "A said “b c d”. "]
)
def test_bad_input_takes_time_in_proportion_to_its_length(unit):
    source = unit * (100_000 // len(unit))
    document = Document("-", "text", source, [Block(BlockKind.PARAGRAPH, source, ((0, 0),), len(source))])
    marked = Reference("r1", document.source_span(0, 1), "x", marker="1", author="Hill, A.", date="2020")
    started = time.process_time()
    find_claims(document, (marked,), frozenset(), OUTLETS)
    assert time.process_time() - started < 3


@given(st.text(alphabet='A b.14!?\n“”"[1](é中—:', max_size=200))
def test_claims_stand_in_order_and_do_not_overlap(source):
    claims = claims_of(source)
    assert [claim.id for claim in claims] == [f"c{n}" for n in range(1, len(claims) + 1)]
    for claim in claims:
        written = "".join(source[claim.span.start : claim.span.end].split())
        assert set(claim.text.replace(" ", "")) <= set(written)
    assert all(a.span.end <= b.span.start for a, b in pairwise(claims))


def test_the_text_of_a_claim_has_no_markers_in_it():
    source = (
        "Thieves took 14 paintings [1], police in Oslo said.² The guard was fined $300 (Hill, 2020).\n"
        "Sales rose to 9 million in 2021. (Source: Reuters)\n"
        "Hill, A. (2020). The guard\nReuters. Sales up.\n"
    )
    document = paragraphs(source)
    references = (
        reference(document, "r1", "Hill, A. (2020). The guard", author="Hill, A.", date="2020", marker="1"),
        reference(document, "r2", "Reuters. Sales up.", outlet="Reuters", marker="2"),
    )
    claims = find_claims(document, references, frozenset({2, 3}), OUTLETS)
    assert [(c.text, c.references, c.link) for c in claims] == [
        ("Thieves took 14 paintings, police in Oslo said.", ("r1", "r2"), ClaimLink.MARKER),
        ("The guard was fined $300.", ("r1",), ClaimLink.MARKER),
        ("Sales rose to 9 million in 2021.", ("r2",), ClaimLink.OUTLET),
    ]


def test_a_number_alone_makes_no_claim_of_what_is_none():
    assert texts("It was so sad. 2013-10-09.") == []


def test_brackets_behind_a_sentence_name_its_source():
    source = "A quake hit Ostrava on Monday. (Guardian) (BBC)\nThree people died in Tula.\n"
    document = paragraphs(source)
    links = (
        reference(document, "r1", "(Guardian", form=ReferenceForm.LINK, url="https://theguardian.com/a"),
        reference(document, "r2", "(BBC", form=ReferenceForm.LINK, url="https://bbc.co.uk/a"),
    )
    quake, died = find_claims(document, links, frozenset(), OUTLETS)
    assert (quake.text, quake.references) == ("A quake hit Ostrava on Monday.", ("r1", "r2"))
    assert died.link is ClaimLink.LIST


BLOG = """Two Towns Share One Bell: A Small Peace on a Loud River
I’ll be honest, when I read this I had to put my coffee down. It hit me hard.
Yeah. They’re sending back 3,000 stolen bells.
It wasn’t about money. It was about memory. About letting old people hear the sound they grew up with.
3,000 Bells. One Quiet Morning.
So here’s what happened: In the third round in Basel, both agreed to return the bells. 3,000 in total.
Nobody thinks that this ends the quarrel. Far from it. But it reminds us of what is lost.
That’s what some priests are calling it. And sure, that could be a line from a sermon.
Some families have been waiting for decades. Imagine living with that silence.
A Deal Made in Basel
Alongside the bells, both sides discussed other things like freeing jailed fishermen, especially the sick.
Varna keeps pressing Orsk to give up its claim to the island. Orsk, on the other hand, wants boats.
So yeah, the road is still bumpy as hell.
Real Bells. Real Tears.
Is It Over? Probably Not.
If they can do this much... maybe there’s hope.
There’s something beautiful about enemies who listen. To say, “We may hate each other, but we hear.”
"""


def test_a_reader_of_a_blog_post_signs_only_what_can_be_checked():
    assert texts(BLOG, language=None) == [
        "They’re sending back 3,000 stolen bells.",
        "So here’s what happened: In the third round in Basel, both agreed to return the bells. "
        "3,000 in total.",
        "Alongside the bells, both sides discussed other things like freeing jailed fishermen, "
        "especially the sick.",
        "Varna keeps pressing Orsk to give up its claim to the island.",
        "Orsk, on the other hand, wants boats.",
    ]


def test_what_stands_in_the_same_section_comes_first_in_the_list():
    source = (
        "Floods\nSee the report. Floods killed 30 people in Sava.\n"
        "Fires\nSee the story. Fires destroyed 200 houses in Orsk.\n"
    )
    headings = {0: BlockKind.HEADING, 2: BlockKind.HEADING}
    document = paragraphs(source, kinds=headings)
    references = (
        reference(document, "r1", "the report", form=ReferenceForm.LINK, outlet="Reuters"),
        reference(document, "r2", "the story", form=ReferenceForm.LINK, outlet="The Sun"),
    )
    floods, fires = find_claims(document, references, frozenset(), OUTLETS)
    assert (floods.references, floods.link) == (("r1", "r2"), ClaimLink.LIST)
    assert (fires.references, fires.link) == (("r2", "r1"), ClaimLink.LIST)


@pytest.mark.parametrize(
    ("sentence", "link"),
    [
        ("The Sun reported that 30 people died in Sava.", ClaimLink.OUTLET),
        ("According to the Sun, 30 people died in Sava.", ClaimLink.OUTLET),
        ("The Sun rose over Sava as 30 people died.", ClaimLink.LIST),
        ("The sun rose, the police reported, as 30 people died in Sava.", ClaimLink.LIST),
        ("Sundar reported that 30 people died in Sava.", ClaimLink.LIST),
    ],
)
def test_an_outlet_named_like_a_common_word_is_named_where_something_is_reported(sentence, link):
    document = paragraphs(f"{sentence}\nThirty dead in Sava")
    entry = reference(document, "r1", "Thirty dead in Sava", outlet="The Sun")
    (claim,) = find_claims(document, (entry,), frozenset({1}), OUTLETS)
    assert (claim.references, claim.link) == (("r1",), link)


def test_bullets_and_linked_sources_at_its_end_are_no_part_of_a_claims_text():
    source = "• A crash near Sava killed 11 people (Guardian, BBC).\n"
    block = Block(
        BlockKind.PARAGRAPH,
        source.strip(),
        ((0, 0),),
        len(source) - 1,
        links=tuple(
            Link(source.index(name), source.index(name) + len(name), f"https://example.org/{name}")
            for name in ("Guardian", "BBC")
        ),
    )
    (claim,) = find_claims(Document("-", "text", source, [block]), (), frozenset(), OUTLETS)
    assert claim.text == "A crash near Sava killed 11 people."
    assert claim.span.column == 3


def test_licences_and_plans_of_the_writer_are_no_claims():
    assert texts("This work is licensed under a Creative Commons Attribution 4.0 licence.") == []
    assert texts("I’ll look at how Netflix filmed the novel in Colombia.") == []


def test_the_number_of_a_marker_makes_no_fragment():
    source = "Forty people died in Kharkiv on Tuesday [1]. Ines, the keeper, fears “it will run dry” [1]."
    assert texts(source) == [
        "Forty people died in Kharkiv on Tuesday.",
        "Ines, the keeper, fears “it will run dry”.",
    ]


def test_a_plain_sentence_that_points_to_its_source_is_a_claim():
    source = (
        "The vaccine has the same effect [1]. The vaccine has the same effect. I think it is a shame [1]. "
        "Who would have thought so [1]?\n"
        "References\n"
        '[1] "What the vaccine does" - Reuters\n'
    )
    document = paragraphs(source)
    entry = reference(document, "r1", '[1] "What the vaccine does" - Reuters', outlet="Reuters", marker="1")
    found = find_claims(document, (entry,), frozenset({1, 2}), OUTLETS)
    assert [(claim.text, claim.link) for claim in found] == [
        ("The vaccine has the same effect.", ClaimLink.MARKER)
    ]
