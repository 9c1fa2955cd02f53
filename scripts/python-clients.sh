#!/bin/sh
# Makes the Python environments of the optional tests in test/clients: the real clients, each with what it needs.
#
#   scripts/python-clients.sh /tmp/bittensor-clients
#   TAOKIT_PYTHON_CLIENTS=/tmp/bittensor-clients npx vitest run test/clients
#
# Needs Python 3.10 to 3.13 with venv and pip, and network access to PyPI. Another interpreter: PYTHON=python3.12.
set -eu

if [ $# -ne 1 ]; then
  echo "usage: $0 FOLDER" >&2
  exit 2
fi
folder=$1

# install NAME PACKAGE...: an environment of its own, because the clients want different versions of the same packages.
install() {
  name=$1
  shift
  "${PYTHON:-python3}" -m venv "$folder/$name"
  "$folder/$name/bin/python" -m pip install --quiet --disable-pip-version-check "$@"
  "$folder/$name/bin/python" -m pip list --disable-pip-version-check 2>/dev/null \
    | grep -E '^(bittensor|async-substrate-interface|scalecodec|cyscale)' | sed "s/^/$name: /"
}

install btcli9 bittensor-cli==9.23.2
# What pip chooses today does not go together: the SDK fails at its import. These are the versions of its own time.
install sdk10 bittensor==10.2.0 async-substrate-interface==1.6.4 scalecodec==1.2.12 bt-decode==0.8.0
install btcli11 bittensor==11.3.0
