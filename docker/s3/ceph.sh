#!/bin/sh
# An S3 with versions and Object Lock on one machine, to try Lintel with: a monitor, one disk (a file) and the gateway of Ceph, and a
# user for each process. Real ones have three machines at least (docs.ceph.com). Everything is kept in $CEPH_FOLDER.
set -eu
folder=${CEPH_FOLDER:-/var/lib/ceph/lintel}
export CEPH_CONF="$folder/ceph.conf"
cd "$(dirname "$0")"
mkdir -p "$folder"

user() {
  radosgw-admin user create --uid "$1" --display-name "$1" --access-key "$1" --secret-key "$2" >/dev/null
}

start() {
  for daemon in "ceph-mon -i a" "ceph-osd -i 0" "radosgw -n client.admin"; do
    $daemon -c "$CEPH_CONF" -f >/dev/null &
    pids="${pids:-} $!"
  done
  trap 'kill $pids; wait' TERM INT
}

if [ ! -e "$folder/ready" ]; then
  rm -rf "${folder:?}"/*
  mkdir "$folder/mon" "$folder/osd" "$folder/rgw"
  fsid=$(cat /proc/sys/kernel/random/uuid)
  mon="v2:127.0.0.1:${CEPH_MON_PORT:-3300}"
  classes=$(ls -d /usr/lib64/rados-classes /usr/lib/*/rados-classes 2>/dev/null | head -n 1)
  cat > "$CEPH_CONF" <<CONF
[global]
fsid = $fsid
mon host = $mon
public addr = 127.0.0.1
keyring = $folder/keyring
admin socket =
log file = $folder/\$name.log
run dir = $folder
crash dir = $folder
osd pool default size = 1
osd pool default min size = 1
osd pool default pg num = 4
osd pool default pg autoscale mode = off
osd crush chooseleaf type = 0
mon allow pool size one = true
mon max pg per osd = 1000
[mon]
mon data = $folder/mon
[osd.0]
osd data = $folder/osd
osd objectstore = bluestore
bluestore block create = true
bluestore block size = 21474836480
osd class dir = $classes
[client.admin]
rgw data = $folder/rgw
rgw frontends = beast endpoint=${S3_ADDRESS:-0.0.0.0:9000}
CONF
  ceph-authtool -C "$folder/keyring" -g -n mon. --cap mon 'allow *'
  ceph-authtool "$folder/keyring" -g -n client.admin --cap mon 'allow *' --cap osd 'allow *' --cap mgr 'allow *'
  monmaptool --create --addv a "$mon" --fsid "$fsid" "$folder/monmap"
  ceph-mon --mkfs -i a --monmap "$folder/monmap" --keyring "$folder/keyring"
  # What the disk is known by is agreed with the monitor, while nothing else runs.
  ceph-mon -i a -c "$CEPH_CONF" -f >/dev/null &
  disk=$(cat /proc/sys/kernel/random/uuid)
  ceph osd new "$disk"
  ceph auth get-or-create osd.0 mon 'allow profile osd' osd 'allow *' mgr 'allow profile osd' >> "$folder/keyring"
  ceph-osd --mkfs -i 0 --osd-uuid "$disk"
  kill $! && wait $! || true
  start
  user lintel "$S3_OWNER_SECRET"
  for name in intake workspace issuer worker; do user "lintel-$name" "$S3_SECRET-$name"; done
  touch "$folder/ready"
else
  start
fi
wait
