#!/usr/bin/env bash
# FollowTheMoney, to judge what is exported for it, in an environment of its own in .venv-followthemoney: one of its
# packages is built from source against ICU, which nobody else should need a compiler for. All hashes are pinned.
set -euo pipefail
cd "$(dirname "$0")/.."
folder=.venv-followthemoney
done=$folder/.made
[ -f "$done" ] && [ ! .ci/followthemoney.lock -nt "$done" ] && exit 0
if ! command -v g++ > /dev/null || ! pkg-config --exists icu-i18n 2> /dev/null; then
  if [ "$(id -u)" -ne 0 ] || ! command -v apt-get > /dev/null; then
    echo "ICU's headers, g++ and pkg-config are missing, and cannot be installed here" >&2
    exit 1
  fi
  apt-get -qq update
  DEBIAN_FRONTEND=noninteractive apt-get -qq install -y --no-install-recommends libicu-dev g++ pkg-config > /dev/null
fi
"${PYTHON:-python3}" -m venv "$folder"
install=("$folder/bin/pip" install --quiet --require-hashes)
"${install[@]}" -r <(sed -n '/^setuptools==/,$p' .ci/followthemoney.lock) # first: what builds the others
"${install[@]}" --no-build-isolation -r .ci/followthemoney.lock
touch "$done"
