"""Takes the files named in `sources` out of unpacked packages: make.py PACKAGES FOLDER NAME…

PACKAGES holds one folder for each package, called as the package is (without its version). Each data set becomes one file or two of
FOLDER. A file whose SHA-256 is not the one in `sources` is not taken. Exits with 1 when a data set could not be made.
"""

import csv
import hashlib
import json
import pathlib
import re
import struct
import sys

HERE = pathlib.Path(__file__).parent


def sources():
    """The lines of `sources`, without comments, as lists of fields."""
    for line in (HERE / "sources").read_text().splitlines():
        if line.strip() and not line.startswith("#"):
            yield [field.strip() for field in line.split("|")]


def copy(name, files, folder, _):
    """Files as they stand: a table gets the data set's name, images keep theirs behind it."""
    for file in files:
        (folder / (f"{name}.csv" if file.suffix == ".csv" else f"{name}-{file.name}")).write_bytes(file.read_bytes())


def rows(name, files, folder, told):
    """A JSON list of objects as CSV, without those that lack what is to be told; null as nothing, tabs and line ends as spaces."""
    objects = [one for one in json.loads(files[0].read_text()) if one[told] is not None]
    with open(folder / f"{name}.csv", "w", newline="") as out:
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(objects[0])
        for one in objects:
            writer.writerow(["" if v is None else re.sub(r"\s+", " ", str(v)) for v in one.values()])


def arff(name, files, folder, _):
    """An ARFF file as CSV: its attributes' names, then its rows without the quotes."""
    lines = [line.strip() for line in files[0].read_text().splitlines() if line.strip() and not line.startswith("%")]
    data = next(i for i, line in enumerate(lines) if line.lower() == "@data")
    names = [re.match(r"@attribute\s+('[^']*'|\S+)", line, re.IGNORECASE)[1].strip("'") for line in lines[1:data]]
    text = "\n".join([",".join(names), *(line.replace("'", "") for line in lines[data + 1 :])])
    (folder / f"{name}.csv").write_text(text + "\n")


def digits(name, files, folder, _):
    """Ten files of one digit each, {"data": [grey, …]} with 784 greys of 0 to 1 an image, as IDX; the digits take turns."""
    images = []
    for digit, file in enumerate(files):
        grey = json.loads(file.read_text())["data"]
        for i in range(len(grey) // 784):
            images.append((i, digit, bytes(round(255 * g) for g in grey[784 * i : 784 * (i + 1)])))
    images.sort(key=lambda image: image[:2])
    with open(folder / f"{name}-images-idx3-ubyte", "wb") as out:
        out.write(struct.pack(">4i", 0x0803, len(images), 28, 28) + b"".join(image[2] for image in images))
    with open(folder / f"{name}-labels-idx1-ubyte", "wb") as out:
        out.write(struct.pack(">2i", 0x0801, len(images)) + bytes(image[1] for image in images))


def make(name, packages, folder):
    files = []
    for _, _, package, path, sha256, made in (source for source in sources() if source[0] == name):
        file = packages / re.split("[@=]", package)[0] / path
        if not any(file.parents[len(pathlib.Path(path).parts) - 1].glob("*")):
            return f"it comes out of {package}"
        if not file.is_file():
            return f"no {path} of {package}"
        if hashlib.sha256(file.read_bytes()).hexdigest() != sha256:
            return f"{path} of {package} has changed: its SHA-256 is not the one in sources"
        files.append(file)
        maker, _, argument = made.partition(" ")
    if not files:
        return "not in sources"
    {"copy": copy, "rows": rows, "arff": arff, "digits": digits}[maker](name, files, folder, argument)
    return None


if __name__ == "__main__":
    packages, folder, *names = sys.argv[1:]
    failed = False
    for name in names:
        why = make(name, pathlib.Path(packages), pathlib.Path(folder))
        if why:
            failed = True
            print(f"run: {name} could not be made: {why}", file=sys.stderr)
    sys.exit(failed)
