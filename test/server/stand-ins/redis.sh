#!/bin/bash
# As the image of Redis does: its folder is the user's.
set -eu
cd /data
chown -R redis .
exec setpriv --reuid redis --regid redis --clear-groups "$@"
