#!/usr/bin/env python3
"""Adds the options of one release of Airflow to airflow-options-by-release.tsv, or reads those of the newest one again.

    python3 -m venv /tmp/airflow && /tmp/airflow/bin/pip install pyyaml
    /tmp/airflow/bin/python core/src/test/python/add_airflow_release.py 3.3.2

They come from the release's package on PyPI. A second argument names another source: a version, such as the last
pre-release of a release that PyPI does not have, or the folder of a virtual environment with Airflow in it:

    /tmp/airflow/bin/python core/src/test/python/add_airflow_release.py 3.4.0 3.4.0b2
    /tmp/airflow/bin/python core/src/test/python/add_airflow_release.py 3.4.0 /opt/airflow/venv

Options of providers follow the provider, and a release has all that the one before has. A virtual environment adds those of
the providers in it.
"""

import pathlib
import runpy
import subprocess
import sys
import tempfile

import yaml

TABLE = (
    pathlib.Path(__file__).parent.parent
    / "resources/io/airworthy/configuration/airflow-options-by-release.tsv"
)
# Behind the options themselves: section, option, source, type, sensitive, deprecated.
FIRST_RELEASE = 6


def unpacked(version, folder):
    """Airflow's core of a version on PyPI, in a folder."""
    package = "apache-airflow-core" if int(version.split(".")[0]) >= 3 else "apache-airflow"
    subprocess.run(
        [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--only-binary", ":all:",
         "--ignore-requires-python", "--target", folder, f"{package}=={version}"],
        check=True,
    )
    return pathlib.Path(folder)


def options_in(sections):
    return {
        (section, option): facts
        for section, described in (sections or {}).items()
        for option, facts in (described.get("options") or {}).items()
    }


def core_options(packages):
    return options_in(yaml.safe_load((packages / "airflow/config_templates/config.yml").read_text(encoding="utf-8")))


def version_in(packages):
    (folder,) = [*packages.glob("apache_airflow_core-*.dist-info")] or packages.glob("apache_airflow-*.dist-info")
    return folder.name.removesuffix(".dist-info").split("-")[1]


def provider_options(packages):
    for module in sorted(packages.glob("airflow/providers/**/get_provider_info.py")):
        info = runpy.run_path(str(module))["get_provider_info"]()
        provider = info["package-name"].removeprefix("apache-airflow-providers-")
        for key, facts in options_in(info.get("config")).items():
            yield key, provider, facts


def row(key, source, facts):
    return [*key, source, facts.get("type") or "", "yes" if facts.get("sensitive") else "",
            facts.get("version_deprecated") or ""]


def main(release, source):
    with tempfile.TemporaryDirectory() as folder:
        installed = pathlib.Path(source).is_dir()
        packages = next(pathlib.Path(source).glob("lib/python*/site-packages")) if installed else unpacked(source, folder)
        options, of_providers, version = core_options(packages), [*provider_options(packages)], version_in(packages)

    lines = TABLE.read_text(encoding="utf-8").splitlines()
    comments = [line for line in lines if line.startswith("#") and not line.startswith(f"# {release}:")]
    head, *rows = [line.split("\t") for line in lines if not line.startswith("#")]
    if release in head[:-1]:
        sys.exit(f"{release} is there, and not the newest")
    if release == head[-1]:
        head, *rows = [columns[:-1] for columns in (head, *rows)]
    table = {tuple(columns[:2]): columns for columns in rows}
    for key, facts in options.items():
        table.setdefault(key, row(key, "core", facts))
    for key, provider, facts in of_providers:
        table.setdefault(key, row(key, provider, facts))
    for key, columns in table.items():
        columns += [""] * (len(head) - len(columns))
        columns.append(("x" if key in options else "") if columns[2] == "core" else columns[-1])
    if version != release:
        comments.append(f"# {release}: read from {version}.")
    kept = [table[key] for key in sorted(table) if table[key][2] != "core" or "x" in table[key][FIRST_RELEASE:]]
    TABLE.write_text("\n".join([*comments, *("\t".join(columns) for columns in ([*head, release], *kept))]) + "\n",
                     encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2] if len(sys.argv) > 2 else sys.argv[1])
