#!/bin/sh
# Usage: tools/setup.sh VENV LOCKFILE
# Makes the virtual environment VENV with what LOCKFILE pins, and guihua itself, editable.
set -eu
venv=$1
lock=$2

python=
for candidate in "${PYTHON:-}" python3.11 python3.12 python3.13 python3; do
    [ -n "$candidate" ] || continue
    if "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
        python=$candidate
        break
    fi
done
if [ -z "$python" ]; then
    echo "guihua needs Python 3.11 or newer; install it, or name it: make PYTHON=/path/to/python3.11 …" >&2
    exit 1
fi

if [ ! -x "$venv/bin/pip" ]; then
    # Debian ships Python without ensurepip; its package python3-venv brings it.
    if ! "$python" -c 'import ensurepip, venv' 2>/dev/null; then
        if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
            apt-get update -qq && apt-get install -y -qq python3-venv >/dev/null
        else
            echo "Python's venv module is missing. On Debian or Ubuntu: sudo apt-get install python3-venv" >&2
            exit 1
        fi
    fi
    "$python" -m venv "$venv"
fi

"$venv/bin/pip" install --quiet --disable-pip-version-check --require-hashes -r "$lock"
"$venv/bin/pip" install --quiet --disable-pip-version-check --no-deps --editable .
