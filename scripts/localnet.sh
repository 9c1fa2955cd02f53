#!/bin/sh
# Stands in for the localnet.sh of opentensor/subtensor, for end-to-end suites of clients that start their network with it:
#
#   LOCALNET_SH_PATH=/path/to/scripts/localnet.sh USE_DOCKER=0 pytest tests/e2e_tests
#
# scripts/localnet.sh [True|False]: a new local network at ports 9944 and 9945, gone with the process. Blocks take a quarter
# of a second, or twelve seconds after False. Other options (--no-purge, --build-only) of the reference mean nothing here.
# TAO names another program than the one of this checkout, TAO_CHAIN_OPTIONS further options of `tao chain start`.
set -eu

case "${1:-True}" in
  False) profile=localnet ;;
  *) profile=localnet-fast ;;
esac
here=$(cd "$(dirname "$0")" && pwd)
# In place of the shell: who ends the process that it started ends the node.
# shellcheck disable=SC2086
exec "${TAO:-$here/../bin/tao.js}" chain start --ephemeral --profile "$profile" --port 9944,9945 ${TAO_CHAIN_OPTIONS:-}
