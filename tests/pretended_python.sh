#!/bin/sh
# A Python that only pretends: it answers what the commands ask, and writes down into $ASKED what it was asked to do.
# test_commands.py puts it on a machine under the name of a Python, with a version for $SAYS_VERSION.
case "$1 $2" in
  *ensurepip*) echo "$SAYS_VERSION" ;;
  *purelib*) mkdir -p "${0%/*}/site" && echo "${0%/*}/site" ;;
  *version_info*) echo 3.13 ;;
  "-V "*) echo Python 3.13.0 ;;
  "-m venv") mkdir -p "$3/bin" && cp "$0" "$3/bin/python" ;;
  "-m pip")
    echo pip >>"$ASKED"
    for tool in ruff mypy lint-imports; do
      made=${0%/*}/$tool
      printf '#!/bin/sh\necho %s >>"$ASKED"\nexit "${BREAKS_%s:-0}"\n' $tool "$(echo $tool | tr - _)" >"$made"
      chmod +x "$made"
    done
    printf 'Collecting numpy==2\n%s\n' "$PIP_SAYS"
    exit "${PIP_EXIT:-0}"
    ;;
  "-m pytest")
    shift 2
    echo "pytest $* full=${LEANINGS_FULL:-0}" >>"$ASKED"
    printf '%s\n' "${PYTEST_SAYS:-3 passed in 0.01s}"
    exit "${PYTEST_EXIT:-0}"
    ;;
  */leanings*)
    shift
    echo "leanings $*" >>"$ASKED"
    [ "$1" != simulate ] || echo day,close
    ;;
esac
