package dev.roadstead.node.hosts;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The registry part of an image reference, `host` or `host:port`; `*` stands for every host that has no folder of its
/// own.
public record HostName(String text) implements Comparable<HostName> {
    public static final HostName ANY = new HostName("*");

    private static final String LABEL = "[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?";
    private static final Pattern HOST = Pattern.compile("(" + LABEL + "(?:\\." + LABEL + ")*)(?::([0-9]{1,5}))?");
    private static final int MAX_LENGTH = 253;
    private static final int MAX_PORT = 65_535;

    public HostName {
        if (!text.equals("*") && !isValid(text)) {
            throw new RejectedException("host \"" + printable(text)
                    + "\" is not a host name: write host or host:port in lower case, for example docker.io or"
                    + " registry.example.com:5000, or * for every other host");
        }
    }

    private static boolean isValid(String text) {
        Matcher matcher = HOST.matcher(text);
        if (text.length() > MAX_LENGTH || !matcher.matches()) {
            return false;
        }
        String port = matcher.group(2);
        return port == null || (Integer.parseInt(port) > 0 && Integer.parseInt(port) <= MAX_PORT);
    }

    private static String printable(String text) {
        String shown = text.length() > 80 ? text.substring(0, 80) + "…" : text;
        return shown.replaceAll("\\p{Cntrl}", "?");
    }

    /// Throws [RejectedException].
    public static HostName parse(String text) {
        return text.equals("*") ? ANY : new HostName(text);
    }

    public boolean isAny() {
        return text.equals("*");
    }

    public boolean hasPort() {
        return text.indexOf(':') >= 0;
    }

    public String withoutPort() {
        return hasPort() ? text.substring(0, text.indexOf(':')) : text;
    }

    public boolean isLoopback() {
        String host = withoutPort();
        return host.equals("localhost") || host.startsWith("127.");
    }

    /// Name of the folder below `config_path`.
    public String directory() {
        return isAny() ? "_default" : hasPort() ? text.replace(':', '_') + "_" : text;
    }

    /// Folders in which containerd looks for this host, the first that exists wins.
    public List<String> lookupDirectories() {
        return hasPort() ? List.of(directory(), text, "_default") : List.of(text, "_default");
    }

    /// Where containerd sends a request for this host when nothing else is said.
    public String upstream() {
        return text.equals("docker.io") ? "https://registry-1.docker.io" : "https://" + text;
    }

    @Override
    public int compareTo(HostName other) {
        return text.compareTo(other.text);
    }

    @Override
    public String toString() {
        return text;
    }
}
