"""The words under which writers put their references, in the languages citecheck reads."""

from __future__ import annotations

import re
import unicodedata

_HEADINGS = """
references | reference list | list of references | reference | citations | citation | works cited | work cited | works consulted
sources | source | sources cited | sources used | source list | sources and further reading | sources and references
references and notes | notes and references | references and sources | news sources | media sources | key sources | primary sources
secondary sources | sources consulted | sources and links | links and sources | cited works | cited sources | cited articles
bibliography | annotated bibliography | selected bibliography | further reading | additional reading | recommended reading
suggested reading | more reading | read more | read also | see also links | notes | footnotes | endnotes | end notes | links
external links | useful links | related links | news articles | articles cited | news links | articles | press | press coverage
media coverage | in the news | in the press | news coverage | coverage | credits and sources | image and text sources | literature cited | resources
references cited | references used | web references | online sources | internet sources | newspaper articles | news sources cited
further reading and sources | sources for this article | sources for this story | our sources | sources used only for images

джерела | література | посилання | список літератури | список джерел | список використаних джерел | використані джерела
примітки | виноски | бібліографія | читайте також | список використаної літератури | джерела та література | джерела інформації | додаткові матеріали
источники | литература | ссылки | список литературы | список источников | список использованных источников | примечания
сноски | библиография | использованные источники | читайте также | читать далее | использованная литература | дополнительные материалы

quellen | quelle | quellenangaben | quellenverzeichnis | literatur | literaturverzeichnis | einzelnachweise | nachweise | belege
fussnoten | fußnoten | anmerkungen | weiterführende literatur | weblinks | links und quellen | bibliografie | bibliographie
weiterlesen | mehr zum thema | zum weiterlesen | referenzen | verweise | endnoten

références | référence | sources et références | notes et références | bibliographie | bibliographie sélective | notes | pour en savoir plus
liens | liens externes | à lire | à lire aussi | lire aussi | pour aller plus loin | lectures complémentaires | ouvrages cités | webographie | sitographie

referencias | fuentes | fuente | bibliografía | obras citadas | notas | enlaces | enlaces externos | lecturas adicionales | para saber más
lecturas recomendadas | leer más | lea también | lea más | notas y referencias | fuentes consultadas | referencias bibliográficas | más información | citas

riferimenti | fonti | fonte | bibliografia | opere citate | note | collegamenti esterni | collegamenti | link | letture consigliate | per approfondire
leggi anche | leggi di più | approfondimenti | riferimenti bibliografici | sitografia | note e riferimenti

źródła | źródło | przypisy | bibliografia | literatura | odnośniki | linki | linki zewnętrzne | czytaj także | czytaj więcej | piśmiennictwo | netografia
cytowane prace | uwagi | odsyłacze | warto przeczytać | zobacz też źródła

referências | fontes | bibliografia | obras citadas | notas | ligações externas | links externos | leituras adicionais | leia também | leia mais
referências bibliográficas | notas e referências | para saber mais | leitura adicional | saiba mais | fontes consultadas

المراجع | مراجع | المصادر | مصادر | المصادر والمراجع | المراجع والمصادر | قائمة المراجع | قائمة المصادر | الهوامش | هوامش | ملاحظات
روابط | وصلات خارجية | اقرأ أيضا | اقرأ أيضاً | قراءات إضافية | للمزيد | روابط خارجية | الحواشي

kaynaklar | kaynak | kaynakça | kaynakca | dipnotlar | notlar | referanslar | bibliyografya | bağlantılar | dış bağlantılar | ayrıca okuyun
ileri okuma | daha fazla okuma | okuma listesi | devamını oku | son notlar

参考文献 | 參考文獻 | 参考资料 | 參考資料 | 参考 | 參考 | 来源 | 來源 | 资料来源 | 資料來源 | 消息来源 | 消息來源 | 新闻来源 | 新聞來源 | 引用 | 引用文献 | 引用文獻 | 注释 | 註釋 | 注解 | 脚注 | 腳註 | 延伸阅读 | 延伸閱讀
外部链接 | 外部連結 | 链接 | 連結 | 扩展阅读 | 相關連結 | 相关链接 | 出典 | 参考来源 | 參考來源
"""


def _fold(text: str) -> str:
    plain = unicodedata.normalize("NFKC", text).casefold()
    return re.sub(r"[\W_]+", " ", plain).strip()


_KNOWN = frozenset(
    _fold(words) for line in _HEADINGS.splitlines() for words in line.split("|") if words.strip()
)
_NUMBER = re.compile(r"(?:\d{1,3}(?:[.)]\d{1,3})*[.)]?|[ivxlc]{1,6}[.)]|[a-z][.)])\s+", re.IGNORECASE)
_TRAILER = re.compile(r"\s*[(\[][^()\[\]]{0,40}[)\]]\s*$")
_LONGEST = 60


def is_reference_heading(text: str) -> bool:
    """Say whether a line is a heading for a list of references ("Sources:", "## 5. Works cited", "Джерела")."""
    line = text.strip()
    if not line or len(line) > _LONGEST:
        return False
    line = line.strip("#*=_:：-–—|•·>~ \t\r")
    line = _TRAILER.sub("", _NUMBER.sub("", line, count=1))
    return _fold(line) in _KNOWN


def is_label_word(text: str) -> bool:
    """Say whether such a heading also opens a line with one reference ("Source: Reuters")."""
    return _fold(text) in _KNOWN
