#!/bin/sh
# Makes a Python environment with the reference wallets, for the optional tests in test/wallet/python.test.ts:
#
#   scripts/python-venv.sh /tmp/bittensor-venv
#   TAOKIT_PYTHON_VENV=/tmp/bittensor-venv npx vitest run test/wallet/python.test.ts
#
# Needs Python 3.10 to 3.13 with venv and pip, and network access to PyPI. Another interpreter: PYTHON=python3.12.
set -eu

if [ $# -ne 1 ]; then
  echo "usage: $0 FOLDER" >&2
  exit 2
fi
folder=$1

"${PYTHON:-python3}" -m venv "$folder"
"$folder/bin/python" -m pip install --quiet --disable-pip-version-check \
  bittensor-wallet==4.1.0 \
  bittensor==11.3.0
"$folder/bin/python" - <<'CHECK'
from importlib.metadata import version
import bittensor_wallet, bittensor_core
for name in ("bittensor-wallet", "bittensor", "bittensor-core"):
    print(name, version(name))
CHECK
