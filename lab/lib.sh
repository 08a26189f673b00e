# Shared by lab/build and lab/run.
# shellcheck shell=bash
# shellcheck disable=SC2034  # most variables are used by the scripts that source this file

lab_dir=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd -P)
project_dir=$(dirname "$lab_dir")
cache_dir=${XDG_CACHE_HOME:-${HOME:-/root}/.cache}/secur32-lab
system_path=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin

die() {
  local status=$1
  shift
  printf '%s: %s\n' "${0##*/}" "$*" >&2
  exit "$status"
}

require_root() {
  [[ $EUID -eq 0 ]] || die 77 "needs root (chroot and private namespaces). Try: sudo $0 …"
}

# The sandbox is named by the content of everything that determines it: a machine may move to a host
# that runs other word sizes.
sandbox_key() {
  (cd "$lab_dir" && LC_ALL=C && sha256sum sandbox/* domain/* && ./arches) | sha256sum | cut -c1-16
}

# unshare blocks SIGINT and SIGTERM, so it is killed, and its child with it. That process 1 is dead
# only after all others of its namespace are: then nothing writes any more.
end_contained() {
  local first state
  read -r first _ <"/proc/$1/task/$1/children" || true
  kill -KILL "$1" || true
  while [[ ${first:-} ]] && read -r _ _ state _ <"/proc/$first/stat" && [[ $state != [ZX] ]]; do
    sleep 0.01
  done
}

# Runs a command in namespaces of its own, as process 1 of which nothing survives: not an exit,
# not Ctrl-C, not a kill of this script (the kernel then kills unshare, and unshare its child).
contain() {
  local pid status=0 caught=0 # bash tells of every kill: those messages are dropped
  setpriv --pdeathsig KILL unshare --fork --kill-child "$@" <&0 &
  pid=$!
  trap 'caught=129; end_contained "$pid" 2>/dev/null' HUP
  trap 'caught=143; end_contained "$pid" 2>/dev/null' TERM
  if [[ ${contain_keeps_interrupt:-} ]]; then
    trap : INT
  else
    trap 'caught=130; end_contained "$pid" 2>/dev/null' INT
  fi
  while :; do
    status=0
    wait "$pid" 2>/dev/null || status=$?
    kill -0 "$pid" 2>/dev/null || break
  done
  trap - HUP TERM INT
  ((caught)) && return "$caught"
  return "$status"
}
