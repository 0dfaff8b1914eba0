"""What examples/field/run does beside fetching:

field.py missing DATA RECIPE…            the data sets of these recipes that are not in DATA
field.py packages NAME…                  the packages that these data sets come from: client, package, folder
field.py consult [--anew] DATA RECIPE…   has the doctor examine those whose data are there and that are not in DATA/results.jsonl yet
field.py table DATA                      prints the results
"""

import csv
import gzip
import json
import os
import pathlib
import platform
import re
import signal
import struct
import subprocess
import sys
import threading
import time

import make

HERE = pathlib.Path(__file__).resolve().parent
GRADUS = HERE.parent.parent / "gradus"


def files(recipe):
    """The files of data that a recipe names."""
    return [recipe.parent / path for path in re.findall(r"(?:path|images|labels): *([^\s,}]+)", recipe.read_text())]


def missing(data, recipes):
    for name in sorted({dataset(recipe) for recipe in recipes if not all(file.is_file() for file in files(recipe))}):
        print(name)


def dataset(recipe):
    """The data set of a recipe: its name in `sources`, with which the names of its files begin."""
    file = files(recipe)[0].name
    return max((name for name, *_ in make.sources() if file.startswith(name)), key=len)


def packages(names):
    seen = {(client, package) for name, client, package, *_ in make.sources() if name in names}
    for client, package in sorted(seen):
        print(client, package, re.split("[@=]", package)[0])


def read(results):
    """The results by recipe; of several of one recipe the last."""
    lines = results.read_text().splitlines() if results.is_file() else []
    return {result["recipe"]: result for result in map(json.loads, lines)}


def consult(data, recipes, anew):
    results = data / "results.jsonl"
    known, failed = read(results), False
    for recipe in recipes:
        if recipe.stem in known and not anew:
            continue
        if not all(file.is_file() for file in files(recipe)):
            continue
        print(f"run: {recipe.stem} ...", file=sys.stderr)
        result = examine(recipe, data)
        failed = failed or result["exit"] != 0
        with open(results, "a") as out:
            out.write(json.dumps(result) + "\n")
    return failed


def examine(recipe, data):
    """One consultation: what was said, how long it took, and the most memory it had."""
    limit = float(os.environ.get("FIELD_SECONDS", 600))
    environment = {**os.environ, "GRADUS_RUNS": str(data / "runs")}
    log = data / f"{recipe.stem}.log"
    begun = time.monotonic()
    with open(data / f"{recipe.stem}.json", "w+") as said, open(log, "w") as errors:
        child = subprocess.Popen(
            [GRADUS, "doctor", "--json", recipe], stdout=said, stderr=errors, env=environment, start_new_session=True)
        late = threading.Event()
        timer = threading.Timer(limit, lambda: (late.set(), os.killpg(child.pid, signal.SIGTERM)))
        timer.start()
        _, status, usage = os.wait4(child.pid, 0)
        timer.cancel()
        seconds = time.monotonic() - begun
        said.seek(0)
        text = said.read()
    if not text and not late.is_set():
        print(log.read_text(), file=sys.stderr)
    return {
        "recipe": recipe.stem,
        "date": time.strftime("%Y-%m-%d"),
        "machine": f"{os.cpu_count()} x {processor()}, {platform.system()}",
        "seconds": round(seconds, 1),
        "processor": round(usage.ru_utime + usage.ru_stime, 1),
        # kilobytes on Linux, bytes on macOS
        "peak": usage.ru_maxrss * (1 if sys.platform == "darwin" else 1024),
        "exit": "stopped" if late.is_set() else os.waitstatus_to_exitcode(status),
        "said": json.loads(text) if text else None,
        "thought": suspected(log.read_text()),
    }


def suspected(log):
    """What the doctor thought before its trials, as it says while it works: `▼ INPUT SCALE, 97 % sure: …`."""
    found = re.search(r"^[▼◆●] (.*?\n)(?! )", log, re.MULTILINE | re.DOTALL)
    return " ".join(found[1].split()) if found else ""


def processor():
    """What the processor is called, where the system says it."""
    if sys.platform == "darwin":
        return subprocess.run(["sysctl", "-n", "machdep.cpu.brand_string"], capture_output=True, text=True).stdout.strip()
    try:
        names = re.findall(r"^model name\s*:\s*(.*)", pathlib.Path("/proc/cpuinfo").read_text(), re.MULTILINE)
    except OSError:
        names = []
    return names[0].strip() if names else platform.machine()


def size(recipe):
    """Rows and columns of a recipe's data as they stand in the files."""
    file = files(recipe)[0]
    if file.suffix != ".csv":
        with (gzip.open if file.suffix == ".gz" else open)(file, "rb") as images:
            _, count, height, width = struct.unpack(">4i", images.read(16))
        return f"{count:,} × {height}·{width}"
    with open(file, newline="", encoding="utf-8-sig") as text:
        separator = max(",;\t", key=text.readline().count)
        text.seek(0)
        rows = [row for row in csv.reader(text, delimiter=separator) if row]
    return f"{len(rows) - 1:,} × {len(rows[0])}"


def words(recipe):
    """The comment that a recipe begins with."""
    lines = []
    for line in recipe.read_text().splitlines():
        if not line.startswith("#"):
            break
        lines.append(line[1:].strip())
    return " ".join(lines)


def figure(measured):
    """What a network gets on rows that it has not seen."""
    for key, name in ("accuracy", "accuracy"), ("r2", "R²"):
        if measured.get(key) is not None:
            value = measured[key]
            return f"{name} {value:.3f}" if abs(value) < 1000 else f"{name} {value:.0e}"
    return f"loss {measured['loss']:.4g}"


def row(recipe, result):
    said = result["said"]
    took = f"{result['seconds']:.0f} s" + (f" ({result['processor']:.0f} s)" if "processor" in result else "")
    if said is None:
        first, cure, change = f"before its trials: {result['thought']}" if result["thought"] else "—", "—", "—"
    else:
        causes = [d["cause"] for d in said["diagnoses"]]
        verdict = " + ".join(causes[: max(1, said["together"])]) if causes else f"{said['verdict']}, {said['answer']}" if said["answer"] else said["verdict"]
        first = f"**{verdict}** {said['reason']}"
        before = " + ".join(said["before"]["causes"])
        if before and before != " + ".join(causes):
            first += f" (before trials: {before})"
        cured = said.get("cured")
        cure = cured["remedy"] if cured else "—"
        change = figure(said["measured"]) + (f" → {figure(cured).split()[1]}" if cured else "")
    cells = [recipe.stem, size(recipe), words(recipe), first, cure, change, took, f"{result['peak'] / 2**20:.0f} MB", result["exit"]]
    return "| " + " | ".join(str(cell).replace("|", "\\|") for cell in cells) + " |"


def table(data):
    results = read(data / "results.jsonl")
    print("| data | rows × columns | recipe | what the doctor says | cured by | before → after | time (of processors) | memory | exit |")
    print("|---|---|---|---|---|---|---|---|---|")
    for recipe in sorted((HERE / "recipes").glob("*.yaml")):
        if recipe.stem in results:
            print(row(recipe, results[recipe.stem]))
    if not results:
        return
    machines = sorted({f"{result['machine']}, {result['date']}" for result in results.values()})
    print(f"\n{sum(result['seconds'] for result in results.values()) / 3600:.2f} hours; {'; '.join(machines)}")


if __name__ == "__main__":
    what, *rest = sys.argv[1:]
    anew = "--anew" in rest
    rest = [argument for argument in rest if argument != "--anew"]
    if what == "packages":
        packages(rest)
    elif what == "missing":
        missing(pathlib.Path(rest[0]), list(map(pathlib.Path, rest[1:])))
    elif what == "consult":
        sys.exit(consult(pathlib.Path(rest[0]), list(map(pathlib.Path, rest[1:])), anew))
    else:
        table(pathlib.Path(rest[0]))
