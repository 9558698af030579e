#!/usr/bin/env bash
# The browser that the tests of the pages drive: Debian's, where there is none yet.
set -euo pipefail
command -v chromium > /dev/null && exit 0
if [ "$(id -u)" -ne 0 ] || ! command -v apt-get > /dev/null; then
  echo "there is no chromium, and it cannot be installed here" >&2
  exit 1
fi
export DEBIAN_FRONTEND=noninteractive
apt-get -qq update
apt-get -qq install -y --no-install-recommends chromium fonts-liberation fonts-noto-core > /dev/null
