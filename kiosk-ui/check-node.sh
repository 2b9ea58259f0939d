#!/bin/sh
# The page's tools need Node.js 20.19 or newer. The form of the message is one that MSBuild shows as an error.
version=$(node --version 2>/dev/null) || { echo "kiosk-ui : error UI0001: Node.js 20.19 or newer is not on the PATH: install it and build again."; exit 1; }
node -e 'const [major, minor] = process.versions.node.split(".").map(Number); process.exit(major > 20 || (major === 20 && minor >= 19) ? 0 : 1)' ||
  { echo "kiosk-ui : error UI0002: Node.js $version is too old for the kiosk page: install 20.19 or newer."; exit 1; }
