package dev.roadstead.registry.outbound;

import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Set;

/// Which addresses may be asked. The JDK keeps a looked-up address for 30 seconds, so what is checked here is what is
/// connected to.
final class AddressRules {
    /// Metadata services of clouds, beside the link-local one.
    private static final Set<String> METADATA = Set.of("fd00:ec2:0:0:0:0:0:254", "100.100.100.200", "192.0.0.192");

    private final boolean allowLoopback;

    AddressRules(boolean allowLoopback) {
        this.allowLoopback = allowLoopback;
    }

    /// What an administrator named: private networks are fine. Gives whether the host is on one.
    boolean checkConfigured(URI uri) throws IOException {
        boolean isPrivate = false;
        for (InetAddress address : resolve(uri)) {
            checkAlways(uri, address);
            isPrivate |= isPrivate(address);
        }
        return isPrivate;
    }

    /// What an upstream named: a public one may not point into the private network.
    void checkNamedByUpstream(URI uri, boolean upstreamIsPrivate) throws IOException {
        for (InetAddress address : resolve(uri)) {
            checkAlways(uri, address);
            if (!upstreamIsPrivate && isPrivate(address)) {
                throw new RefusedException("the upstream points to " + uri.getHost()
                        + ", which is in a private network that the upstream itself is not in");
            }
        }
    }

    private void checkAlways(URI uri, InetAddress address) throws IOException {
        if (address.isLinkLocalAddress() || METADATA.contains(address.getHostAddress())) {
            throw new RefusedException(uri.getHost() + " is a link-local or metadata address, which is never asked");
        }
        if (address.isAnyLocalAddress() || address.isMulticastAddress()) {
            throw new RefusedException(uri.getHost() + " is no address of one host");
        }
        if (address.isLoopbackAddress() && !allowLoopback) {
            throw new RefusedException(uri.getHost()
                    + " is a loopback address: upstreams on this machine are only asked with outbound.allowLoopback");
        }
    }

    private static boolean isPrivate(InetAddress address) {
        return address.isLoopbackAddress()
                || address.isSiteLocalAddress()
                || (address instanceof Inet6Address && (address.getAddress()[0] & 0xfe) == 0xfc);
    }

    private static InetAddress[] resolve(URI uri) throws IOException {
        String host = uri.getHost();
        if (host == null) {
            throw new RefusedException(uri + " names no host");
        }
        try {
            return InetAddress.getAllByName(host);
        } catch (UnknownHostException e) {
            throw new IOException("the host " + host + " is not known to the resolver", e);
        }
    }
}
