#!/usr/bin/env bash
# Says what to do where no window can be opened, before anything is built for it.
set -euo pipefail
[ -n "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ] && exit 0
cat >&2 <<'TEXT'
没有图形显示。请在桌面会话中运行，或：
  make serve              在浏览器中打开（仅本机）
  xvfb-run -a make run    在虚拟显示中运行
There is no display. Run this in a desktop session, or:
  make serve              opens it in a browser, on this machine only
  xvfb-run -a make run    runs it on a virtual display
TEXT
exit 1
