"""Makes the tables of this folder's README.md out of unpacked packages: tables.py PACKAGES FOLDER

PACKAGES holds one folder for each package. Every table becomes FOLDER/name.csv, with a line of names, inputs that are numbers,
and the target in the last column, and is held against checksums.sha256.
"""

import csv
import gzip
import hashlib
import json
import math
import pathlib
import re
import statistics
import sys

import rdata

HERE = pathlib.Path(__file__).parent
LIST = HERE / "checksums.sha256"
packages = pathlib.Path()
# In the order of the README; each function makes one table, and is called as the table is.
makers = []


def table(function):
    makers.append(function)
    return function


# ---- where tables come from


def learn(name):
    """Rows of a file of scikit-learn, as lists of strings; the first line, which only counts, is left out."""
    data = (packages / "python3-sklearn/usr/lib/python3/dist-packages/sklearn/datasets/data" / name).read_bytes()
    text = gzip.decompress(data).decode() if name.endswith(".gz") else data.decode()
    return list(csv.reader(text.splitlines(), delimiter=" " if name.endswith(".gz") else ","))


def weka(*names):
    """Columns of ARFF files that go together, one below the other; what is missing is None."""
    columns = {}
    for name in names:
        lines = (packages / "weka/usr/share/doc/weka/examples" / f"{name}.arff").read_text("latin-1").splitlines()
        lines = [line.strip() for line in lines if line.strip() and not line.startswith("%")]
        start = next(i for i, line in enumerate(lines) if line.lower() == "@data")
        heads = [re.match(r"@attribute\s+('[^']*'|\S+)", line, re.I) for line in lines[:start]]
        keys = [head.group(1).strip("' ") for head in heads if head]
        for row in csv.reader(lines[start + 1 :], quotechar="'", skipinitialspace=True):
            for key, field in zip(keys, row, strict=True):
                columns.setdefault(key, []).append(None if field.strip() == "?" else field.strip())
    return columns


def library(package, path, name):
    """A data frame of an R package: in a file of its own, or in the package's database."""
    folder = packages / f"r-cran-{package.lower()}/usr/lib/R/site-library" / package / "data"
    return rdata.rdb(str(folder / "Rdata"), name) if path == "Rdata" else rdata.rda(folder / path, name)


def vega(name):
    """Columns of a JSON list of vega-datasets."""
    rows = json.loads((packages / "vega-datasets/package/data" / f"{name}.json").read_text())
    return {key: [row.get(key) for row in rows] for key in rows[0]}


# ---- what is done to their columns; a table is a dictionary from names to lists


def taken(columns, keys):
    """Some columns, renamed where `keys` is a dictionary."""
    return {keys[key] if isinstance(keys, dict) else key: columns[key] for key in keys}


def without(columns, *keys):
    return {key: values for key, values in columns.items() if key not in keys}


def complete(columns):
    """The rows in which nothing is missing."""
    rows = [row for row in zip(*columns.values()) if None not in row]
    return dict(zip(columns, map(list, zip(*rows))))


def every(columns, step):
    return {key: values[::step] for key, values in columns.items()}


def median(columns, *keys, missing=None):
    """Numbers that are missing become the median of the others."""
    result = dict(columns)
    for key in keys:
        middle = text(statistics.median(float(v) for v in columns[key] if v != missing))
        result[key] = [middle if v == missing else v for v in columns[key]]
    return result


def ranked(columns, key, *levels):
    """Ordered levels become 0, 1, 2 …"""
    return {**columns, key: [levels.index(v) for v in columns[key]]}


def is_number(value):
    return value is not None and (not isinstance(value, str) or re.fullmatch(r"[-+]?[0-9.]+(e[-+]?\d+)?", value))


def encoded(columns, target):
    """Two levels become 0 and 1, more become one column each, and what is missing is 0 in all of them. Columns that never
    change are left out."""
    result = {}
    for key, values in columns.items():
        levels = sorted({v for v in values if v is not None})
        if key == target or len(levels) < 2:
            continue
        if all(map(is_number, levels)):
            result[key] = values
        else:
            for level in levels[1:] if len(levels) == 2 and None not in values else levels:
                result[f"{key}={level}"] = [int(v == level) for v in values]
    result[target] = columns[target]
    return result


def text(value):
    if value is None:
        raise ValueError("a value is missing")
    if isinstance(value, float):
        return f"{value:.9g}"
    return str(value)


# ---- the tables: their columns, and which of them is the target


@table
def iris():
    names, *rows = learn("iris.csv")
    keys = ["sepal_length", "sepal_width", "petal_length", "petal_width", "species"]
    columns = dict(zip(keys, map(list, zip(*rows))))
    return {**columns, "species": [names[2 + int(v)] for v in columns["species"]]}, "species"


@table
def wine():
    _, *rows = learn("wine_data.csv")
    keys = """alcohol malic_acid ash alcalinity_of_ash magnesium total_phenols flavanoids nonflavanoid_phenols proanthocyanins
        color_intensity hue od280_od315 proline cultivar""".split()
    return dict(zip(keys, map(list, zip(*rows)))), "cultivar"


@table
def tumours():
    names, *rows = learn("breast_cancer.csv")
    measures = "radius texture perimeter area smoothness compactness concavity concave_points symmetry fractal_dimension"
    keys = [f"{kind}_{m}" for kind in ("mean", "error", "worst") for m in measures.split()]
    columns = dict(zip(keys + ["tumour"], map(list, zip(*rows))))
    return {**columns, "tumour": [names[2 + int(v)] for v in columns["tumour"]]}, "tumour"


@table
def glass():
    return weka("glass"), "Type"


@table
def ionosphere():
    return weka("ionosphere"), "class"


@table
def sonar():
    return library("mlbench", "Sonar.rda", "Sonar"), "Class"


@table
def pima():
    return median(weka("diabetes"), "plas", "pres", "skin", "insu", "mass", missing="0"), "class"


@table
def credit():
    return ranked(weka("credit-g"), "employment", "unemployed", "<1", "1<=X<4", "4<=X<7", ">=7"), "class"


@table
def votes():
    columns, number = weka("vote"), {"n": -1, None: 0, "y": 1}
    return {key: v if key == "Class" else [number[x] for x in v] for key, v in columns.items()}, "Class"


@table
def soybean():
    return weka("soybean"), "class"


@table
def segment():
    return weka("segment-challenge", "segment-test"), "class"


@table
def vehicle():
    return library("mlbench", "Vehicle.rda", "Vehicle"), "Class"


@table
def vowel():
    return without(library("mlbench", "Vowel.rda", "Vowel"), "V1"), "Class"


@table
def olive():
    path = packages / "r-cran-dslabs/usr/lib/R/site-library/dslabs/extdata/olive.csv"
    _, *rows = csv.reader(path.read_text().splitlines())
    keys = "palmitic palmitoleic stearic oleic linoleic linolenic arachidic eicosenoic".split()
    return {**dict(zip(keys, map(list, zip(*(row[4:] for row in rows))))), "area": [row[1] for row in rows]}, "area"


@table
def penguins():
    keys = ["Beak Length (mm)", "Beak Depth (mm)", "Flipper Length (mm)", "Body Mass (g)", "Species"]
    return complete(taken(vega("penguins"), keys)), "Species"


@table
def spam():
    return library("kernlab", "spam.rda", "spam"), "type"


@table
def cells():
    return without(library("modeldata", "Rdata", "cells"), "case"), "class"


@table
def churn():
    columns = library("modeldata", "Rdata", "mlc_churn")
    same = [key for key in columns if key.endswith("_charge")]
    return without(columns, "state", "area_code", *same), "churn"


@table
def progress():
    rows, answers = learn("diabetes_data_raw.csv.gz"), learn("diabetes_target.csv.gz")
    keys = "age sex bmi bp tc ldl hdl tch ltg glu".split()
    columns = dict(zip(keys, map(list, zip(*rows))))
    return {**columns, "progress": [text(float(row[0])) for row in answers]}, "progress"


@table
def cpu():
    columns = weka("cpu")
    return {f"log_{key}": [math.log2(1 + float(v)) for v in values] for key, values in columns.items()}, "log_class"


@table
def cars():
    columns = complete(without(vega("cars"), "Name"))
    return {**columns, "Year": [int(v[:4]) for v in columns["Year"]]}, "Miles_per_Gallon"


@table
def concrete():
    return library("modeldata", "Rdata", "concrete"), "compressive_strength"


@table
def biomass():
    return without(library("modeldata", "Rdata", "biomass"), "sample", "dataset"), "HHV"


@table
def sacramento():
    return without(library("modeldata", "Rdata", "Sacramento"), "city", "zip"), "price"


@table
def windsor():
    return library("AER", "HousePrices.rda", "HousePrices"), "price"


@table
def wages():
    return library("AER", "CPS1985.rda", "CPS1985"), "wage"


@table
def schools():
    return without(library("AER", "CASchools.rda", "CASchools"), "district", "school", "county", "math"), "read"


@table
def diamonds():
    columns = every(library("ggplot2", "Rdata", "diamonds"), 10)
    sizes = zip(columns["x"], columns["y"], columns["z"])
    # Some have no size, and one of 0.51 carat is 32 mm high.
    columns = complete({**columns, "x": [x if x * y * z and max(x, y, z) < 20 else None for x, y, z in sizes]})
    columns = ranked(columns, "cut", "Fair", "Good", "Very Good", "Premium", "Ideal")
    columns = ranked(columns, "color", *"JIHGFED")
    return ranked(columns, "clarity", "I1", "SI2", "SI1", "VS2", "VS1", "VVS2", "VVS1", "IF"), "price"


# ---- written and checked


def write(maker, folder):
    """Writes one table under a name that says that it is not checked yet."""
    columns, target = maker()
    columns = encoded(columns, target)
    path = folder / f"{maker.__name__}.csv.unknown"
    with path.open("w", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(columns)
        for row in zip(*columns.values(), strict=True):
            writer.writerow([text(value) for value in row])
    return path


def failure(maker, folder, known):
    """What went wrong with one table, if anything."""
    name = f"{maker.__name__}.csv"
    try:
        path = write(maker, folder)
    except FileNotFoundError as e:
        return f"{name}: not made: there is no {pathlib.Path(e.filename).relative_to(packages)}"
    except Exception as e:  # whatever one table lacks, the others are made
        return f"{name}: not made: {type(e).__name__}: {e}"
    if known.get(name) != hashlib.sha256(path.read_bytes()).hexdigest():
        return f"{name}: made, but not the table listed in {LIST.name}; kept as {path.name}"
    path.rename(folder / name)
    return None


def main():
    global packages
    packages, folder = map(pathlib.Path, sys.argv[1:3])
    known = {name: checksum for checksum, name in map(str.split, LIST.read_text().splitlines())}
    failed = [f for f in (failure(maker, folder, known) for maker in makers) if f]
    print(f"{len(makers) - len(failed)} of {len(makers)} tables are in {folder}")
    for line in failed:
        print(line, file=sys.stderr)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
