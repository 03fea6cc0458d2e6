# The set-up that bin/run, bin/test and bin/lock share. Sourced, never run: the caller sets ROOT, the checkout.
# Plain sh, so that dash, bash 3.2 and busybox read it alike. All that is said goes to stderr: stdout is the reading's.
# shellcheck shell=sh disable=SC1111 # the curly quotes are for people

unset PYTHONHOME PYTHONPATH CDPATH # someone else's Python must not reach into ours
NEWEST_FIRST="python3 python3.13 python3.14 python3.12 python3.11"

say() { printf '%s\n' "$*" >&2; }

stop() {
  say "$*"
  exit 1
}

# Prints "3.11" for a command that is a working Python, "3.11 bare" when its venv part is missing, else nothing.
python_version() {
  "$1" -c 'import sys
try:
    import ensurepip, venv
    bare = ""
except ImportError:
    bare = " bare"
print("%d.%d%s" % (sys.version_info[0], sys.version_info[1], bare))' 2>/dev/null || :
}

# Sets PYTHON to the first Python that fits, or says in one sentence what is missing.
find_python() {
  unfit='' bare=''
  # LEANINGS_PYTHON comes first when set, and may hold spaces.
  # shellcheck disable=SC2086
  set -- "${LEANINGS_PYTHON:-}" $NEWEST_FIRST
  for name in "$@"; do
    if [ -z "$name" ] || ! command -v "$name" >/dev/null 2>&1; then continue; fi
    version=$(python_version "$name")
    case $version in
      3.11 | 3.12 | 3.13 | 3.14) PYTHON=$name && return 0 ;;
      *bare) bare=${bare:-${version% bare}} ;;
      ?*) unfit=${unfit:-$version} ;;
    esac
  done
  case $bare in
    3.11 | 3.12 | 3.13 | 3.14)
      stop "Python $bare is here without its venv part: on Debian and Ubuntu, apt install python$bare-venv brings it." ;;
  esac
  unfit=${unfit:-$bare}
  [ -z "$unfit" ] || stop "Leanings needs Python 3.11, 3.12, 3.13 or 3.14, and the Python here is $unfit."
  stop "Leanings needs Python 3.11, 3.12, 3.13 or 3.14, and there is no Python here."
}

# What a finished set-up leaves behind: the lock's checksum, and the place, since an environment cannot be moved.
stamp_text() { printf '%s %s\n' "$(cksum <"$1")" "$ROOT"; }

stamp_is_good() { [ -x "$venv/bin/python" ] && [ -r "$1" ] && [ "$(cat "$1")" = "$(stamp_text "$2")" ]; }

# Says in one sentence why pip could not install, from what it wrote.
explain_pip() {
  if grep -qi 'no space left' "$log"; then
    stop "The disk is full: setting up needs about 700 MB free in “$ROOT”."
  elif grep -qiE 'NewConnectionError|NameResolutionError|ConnectTimeout|ReadTimeout|ProxyError|SSLError|network is unreachable' "$log"; then
    stop "The packages could not be fetched: setting up needs the network this once, reading a diary never does."
  elif grep -qi 'do not match the hashes' "$log"; then
    stop "A package that came is not the one $2 names, so it was not installed: try another network."
  elif grep -qiE 'no matching distribution|not a supported wheel' "$log"; then
    name=$(sed -n 's/^ERROR: No matching distribution found for \([^ ;]*\).*/\1/p' "$log" | head -n 1)
    stop "There is no ready-made package of ${name:-one of the parts} for this system with Python $version."
  fi
  stop "The packages could not be installed; what pip said is in “$log”."
}

# Installs the lock $1 into $venv, naming each package as it comes.
install_lock() {
  failed=$venv/set-up-failed
  rm -f "$failed"
  {
    "$venv/bin/python" -m pip install --require-hashes --only-binary :all: --no-input --disable-pip-version-check \
      --progress-bar off --retries 2 -r "$1" 2>&1 || : >"$failed"
  } | tee "$log" | while IFS= read -r line; do
    case $line in
      "Collecting "*) line=${line#Collecting } && say "  fetching ${line%% *}" ;;
      "Installing collected"*) say "  putting them in place" ;;
    esac
  done
  [ ! -e "$failed" ] || explain_pip "$venv" "${1##*/}"
}

# Makes the package and its command findable without building anything.
install_ourselves() {
  site=$("$venv/bin/python" -c 'import sysconfig; print(sysconfig.get_paths()["purelib"])')
  printf '%s\n' "$ROOT/src" >"$site/leanings.pth"
  quoted=$(printf '%s' "$venv/bin/python" | sed 's/[\\"$`]/\\&/g')
  # Read by sh, the second line starts Python on this same file; read by Python, it is a string and does nothing.
  # A plain #! line could not hold a path with spaces.
  cat >"$venv/bin/leanings" <<EOF
#!/bin/sh
'''exec' "$quoted" "\$0" "\$@"
' '''
from leanings.cli import run

if __name__ == "__main__":
    run()
EOF
  chmod +x "$venv/bin/leanings"
}

# set_up FOLDER LOCK [PYTHON]: leaves ROOT/FOLDER holding just what LOCK names; does nothing when it does already.
set_up() {
  venv=$ROOT/$1
  log=$venv/set-up.log
  run_stamp=$venv/stamp-requirements.lock
  dev_stamp=$venv/stamp-requirements-dev.lock
  ! stamp_is_good "$venv/stamp-$2" "$ROOT/$2" || return 0
  if [ -e "$dev_stamp" ] || ! stamp_is_good "$run_stamp" "$ROOT/requirements.lock"; then
    make_venv "$1" "${3:-}"
  else
    say "Adding what the tests need to $1. This happens once."
  fi
  rm -f "$run_stamp" "$dev_stamp" # so that an interruption from here on is seen
  version=$("$venv/bin/python" -c 'import sys; print("%d.%d" % sys.version_info[:2])')
  install_lock "$ROOT/$2"
  install_ourselves
  # Whatever LOCK is, it holds all of requirements.lock.
  stamp_text "$ROOT/requirements.lock" >"$run_stamp"
  stamp_text "$ROOT/$2" >"$venv/stamp-$2"
}

# Makes $venv anew with the Python $2, or one that fits.
make_venv() {
  PYTHON=$2
  [ -n "$PYTHON" ] || find_python
  if [ -d "$venv" ] && [ ! -e "$run_stamp" ]; then
    say "An earlier set-up in $1 was not finished. It is made afresh."
  elif [ -d "$venv" ]; then
    say "What Leanings needs has changed, or this folder was moved. $1 is made afresh."
  fi
  if ! { rm -rf "$venv" && mkdir "$venv"; } 2>/dev/null; then
    [ ! -w "$ROOT" ] || stop "Another set-up still works in “$venv”: wait until it has ended, then try again."
    stop "Leanings puts what it needs into “$ROOT”, and that folder cannot be written."
  fi
  say "Setting up Leanings in $1 with $("$PYTHON" -V 2>&1). This happens once and takes a minute or two."
  "$PYTHON" -m venv "$venv" >"$log" 2>&1 && [ -x "$venv/bin/python" ] && return 0
  if grep -qi ensurepip "$log"; then
    stop "Python's venv part is missing: on Debian and Ubuntu, apt install python3-venv brings it."
  fi
  stop "Python could not make an environment in “$venv”; what it said is in “$log”."
}
