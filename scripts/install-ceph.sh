#!/bin/sh
# Installs the parts of Ceph that the S3 tests start: a real S3 with versioning and Object Lock. For Debian and Ubuntu.
set -eu

packages='ceph-mon ceph-osd radosgw'
if [ "$(id -u)" -ne 0 ]; then
  echo "Installing $packages needs root: run sudo $0" >&2
  exit 1
fi
export DEBIAN_FRONTEND=noninteractive
apt-get update -qq
# shellcheck disable=SC2086 # a list
apt-get install -y -qq --no-install-recommends $packages

# The tests start their own daemons; the packages' own must not run.
if command -v systemctl >/dev/null 2>&1; then
  systemctl disable --now ceph.target ceph-mon.target ceph-osd.target ceph-radosgw.target >/dev/null 2>&1 || true
fi
