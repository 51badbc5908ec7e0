#!/usr/bin/env python3
"""Adds the options of one release of Airflow to airflow-options-by-release.tsv, from its package on PyPI.

    python3 -m venv /tmp/airflow && /tmp/airflow/bin/pip install pyyaml
    /tmp/airflow/bin/python core/src/test/python/add_airflow_release.py 3.3.2

Options of providers follow the provider: they are as in the release before, and changed by hand.
"""

import pathlib
import subprocess
import sys
import tempfile
import zipfile

import yaml

TABLE = (
    pathlib.Path(__file__).parent.parent
    / "resources/io/airworthy/configuration/airflow-options-by-release.tsv"
)
# Behind the options themselves: section, option, source, type, sensitive, deprecated.
FIRST_RELEASE = 6


def options_of(release):
    package = "apache-airflow-core" if int(release.split(".")[0]) >= 3 else "apache-airflow"
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(
            [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--only-binary", ":all:",
             "--dest", folder, f"{package}=={release}"],
            check=True,
        )
        (wheel,) = pathlib.Path(folder).glob("*.whl")
        with zipfile.ZipFile(wheel) as archive:
            sections = yaml.safe_load(archive.read("airflow/config_templates/config.yml"))
    return {
        (section, option): facts
        for section, described in sections.items()
        for option, facts in (described.get("options") or {}).items()
    }


def main(release):
    comment, head, *lines = TABLE.read_text(encoding="utf-8").splitlines()
    columns = head.split("\t")
    if release in columns:
        sys.exit(f"{release} is there")
    options = options_of(release)
    rows = {tuple(line.split("\t")[:2]): line.split("\t") for line in lines}
    for key, facts in options.items():
        if key not in rows:
            rows[key] = [*key, "core", facts.get("type") or "", "yes" if facts.get("sensitive") else "",
                         facts.get("version_deprecated") or ""] + [""] * (len(columns) - FIRST_RELEASE)
    for key, row in rows.items():
        row += [""] * (len(columns) - len(row))
        row.append(("x" if key in options else "") if row[2] == "core" else row[-1])
    table = [comment, "\t".join([*columns, release]), *("\t".join(rows[key]) for key in sorted(rows))]
    TABLE.write_text("\n".join(table) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1])
