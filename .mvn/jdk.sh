# Finds a JDK that is new enough and exports JAVA_HOME. Sourced by mvnw and roadstead (POSIX sh); $0 names the caller in the message.
jdk_want=25

jdk_fits() {
  [ -n "${1-}" ] && [ -x "$1/bin/javac" ] || return 1
  jdk_major=$(sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$1/release" 2>/dev/null)
  [ "${jdk_major:-0}" -ge "$jdk_want" ]
}

if ! jdk_fits "${JAVA_HOME-}"; then
  jdk_on_path=$(command -v javac 2>/dev/null || true)
  [ -z "$jdk_on_path" ] || jdk_on_path=$(dirname "$(dirname "$(readlink -f "$jdk_on_path")")")
  for jdk_home in "$jdk_on_path" "${JAVA_HOME_25_X64-}" "$HOME"/.sdkman/candidates/java/2[5-9]* "$HOME"/.jdks/*2[5-9]* \
    /usr/lib/jvm/*2[5-9]* /opt/*jdk*2[5-9]* /Library/Java/JavaVirtualMachines/*2[5-9]*/Contents/Home; do
    if jdk_fits "$jdk_home"; then
      JAVA_HOME=$jdk_home
      break
    fi
  done
fi
jdk_fits "${JAVA_HOME-}" || {
  echo "$(basename "$0"): needs a JDK $jdk_want or newer (for example Temurin $jdk_want); install one, or set JAVA_HOME to it." >&2
  exit 1
}
export JAVA_HOME
