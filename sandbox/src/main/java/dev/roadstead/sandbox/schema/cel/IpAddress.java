package dev.roadstead.sandbox.schema.cel;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/// An IP address by its 4 or 16 bytes. Names are never looked up.
public record IpAddress(List<Integer> bytes) {

    public IpAddress {
        bytes = List.copyOf(bytes);
    }

    public static Optional<IpAddress> parse(String text) {
        return text.contains(":") ? six(text) : four(text);
    }

    /// Without leading zeros and without IPv4 addresses in IPv6 form.
    static Optional<IpAddress> parseStrictly(String text) {
        boolean leadingZero = !text.contains(":") && text.matches("(.*\\.)?0\\d.*");
        return leadingZero ? Optional.empty() : parse(text).filter(address -> !address.isFourInSix());
    }

    private boolean isFourInSix() {
        return family() == 6
                && bytes.subList(0, 10).stream().allMatch(each -> each == 0)
                && bytes.get(10) == 0xff
                && bytes.get(11) == 0xff;
    }

    boolean isUnspecified() {
        return bytes.stream().allMatch(each -> each == 0);
    }

    boolean isLoopback() {
        return family() == 4 ? bytes.getFirst() == 127 : toString().equals("::1");
    }

    boolean isLinkLocalMulticast() {
        return family() == 4
                ? bytes.subList(0, 3).equals(List.of(224, 0, 0))
                : bytes.getFirst() == 0xff && (bytes.get(1) & 0x0f) == 2;
    }

    boolean isLinkLocalUnicast() {
        return family() == 4
                ? bytes.subList(0, 2).equals(List.of(169, 254))
                : bytes.getFirst() == 0xfe && (bytes.get(1) & 0xc0) == 0x80;
    }

    private boolean isMulticast() {
        return family() == 4 ? (bytes.getFirst() & 0xf0) == 0xe0 : bytes.getFirst() == 0xff;
    }

    boolean isGlobalUnicast() {
        return !isUnspecified()
                && !isLoopback()
                && !isMulticast()
                && !isLinkLocalUnicast()
                && !toString().equals("255.255.255.255");
    }

    private static Optional<IpAddress> four(String text) {
        String[] parts = text.split("\\.", -1);
        List<Integer> bytes = new ArrayList<>();
        for (String part : parts) {
            if (!part.matches("[0-9]{1,3}") || Integer.parseInt(part) > 255) {
                return Optional.empty();
            }
            bytes.add(Integer.parseInt(part));
        }
        return bytes.size() == 4 ? Optional.of(new IpAddress(bytes)) : Optional.empty();
    }

    private static Optional<IpAddress> six(String text) {
        int gap = text.indexOf("::");
        if (gap >= 0 && text.indexOf("::", gap + 1) >= 0) {
            return Optional.empty();
        }
        Optional<List<Integer>> head = groups(gap < 0 ? text : text.substring(0, gap), gap < 0);
        Optional<List<Integer>> tail = groups(gap < 0 ? "" : text.substring(gap + 2), true);
        if (head.isEmpty() || tail.isEmpty()) {
            return Optional.empty();
        }
        List<Integer> bytes = new ArrayList<>(head.get());
        int missing = 16 - bytes.size() - tail.get().size();
        if (gap < 0 ? missing != 0 : missing < 2) {
            return Optional.empty();
        }
        bytes.addAll(Collections.nCopies(missing, 0));
        bytes.addAll(tail.get());
        return Optional.of(new IpAddress(bytes));
    }

    private static Optional<List<Integer>> groups(String text, boolean mayEndInFour) {
        List<Integer> bytes = new ArrayList<>();
        if (text.isEmpty()) {
            return Optional.of(bytes);
        }
        List<String> parts = Arrays.asList(text.split(":", -1));
        for (int i = 0; i < parts.size(); i++) {
            String part = parts.get(i);
            if (part.contains(".")) {
                Optional<IpAddress> last = mayEndInFour && i == parts.size() - 1 ? four(part) : Optional.empty();
                if (last.isEmpty()) {
                    return Optional.empty();
                }
                bytes.addAll(last.get().bytes());
            } else if (part.matches("[0-9a-fA-F]{1,4}")) {
                int group = Integer.parseInt(part, 16);
                bytes.add(group >> 8);
                bytes.add(group & 0xff);
            } else {
                return Optional.empty();
            }
        }
        return Optional.of(bytes);
    }

    int family() {
        return bytes.size() == 4 ? 4 : 6;
    }

    /// The address with only its first bits.
    IpAddress masked(int bits) {
        List<Integer> masked = new ArrayList<>();
        for (int i = 0; i < bytes.size(); i++) {
            int kept = Math.clamp(bits - 8L * i, 0, 8);
            masked.add(bytes.get(i) & (0xff << (8 - kept)) & 0xff);
        }
        return new IpAddress(masked);
    }

    /// The shortest usual spelling.
    @Override
    public String toString() {
        if (family() == 4) {
            return String.join(".", bytes.stream().map(String::valueOf).toList());
        }
        int[] groups = new int[8];
        for (int i = 0; i < 8; i++) {
            groups[i] = bytes.get(2 * i) << 8 | bytes.get(2 * i + 1);
        }
        return spelled(groups);
    }

    private static String spelled(int[] groups) {
        int start = -1;
        int length = 1;
        for (int i = 0; i < 8; i++) {
            int end = i;
            while (end < 8 && groups[end] == 0) {
                end++;
            }
            if (end - i > length) {
                start = i;
                length = end - i;
            }
        }
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 8; i++) {
            if (i == start) {
                text.append("::");
                i += length - 1;
            } else {
                text.append(text.isEmpty() || text.charAt(text.length() - 1) == ':' ? "" : ":");
                text.append(Integer.toHexString(groups[i]));
            }
        }
        return text.toString();
    }

    /// An address with the length of its prefix, as in `10.0.0.0/8`.
    public record Network(IpAddress address, int prefixLength) {

        public static Optional<Network> parse(String text) {
            int slash = text.indexOf('/');
            if (slash < 0 || !text.substring(slash + 1).matches("[0-9]{1,3}")) {
                return Optional.empty();
            }
            int length = Integer.parseInt(text.substring(slash + 1));
            return IpAddress.parse(text.substring(0, slash))
                    .filter(address -> length <= address.bytes().size() * 8)
                    .map(address -> new Network(address, length));
        }

        static Optional<Network> parseStrictly(String text) {
            int slash = Math.max(0, text.indexOf('/'));
            return IpAddress.parseStrictly(text.substring(0, slash)).flatMap(_ -> parse(text));
        }

        boolean contains(IpAddress other) {
            return other.family() == address.family()
                    && other.masked(prefixLength).equals(address.masked(prefixLength));
        }

        boolean contains(Network other) {
            return other.prefixLength >= prefixLength && contains(other.address);
        }

        Network masked() {
            return new Network(address.masked(prefixLength), prefixLength);
        }

        @Override
        public String toString() {
            return address + "/" + prefixLength;
        }
    }
}
