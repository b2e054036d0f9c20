package dev.roadstead.operator.certificate;

import java.net.InetAddress;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// The subject alternative names of a leaf (RFC 5280, section 4.2.1.6), in one spelling each.
public record SubjectNames(Set<String> dns, Set<String> ips, Set<String> uris) {
    private static final int DNS = 2;
    private static final int URI = 6;
    private static final int IP = 7;

    public SubjectNames {
        dns = dns.stream().map(name -> name.toLowerCase(Locale.ROOT)).collect(Collectors.toUnmodifiableSet());
        ips = ips.stream().map(SubjectNames::canonical).collect(Collectors.toUnmodifiableSet());
        uris = Set.copyOf(uris);
    }

    /// One spelling for each address: certificates give back another than they were given.
    private static String canonical(String ip) {
        return InetAddress.ofLiteral(ip).getHostAddress();
    }

    public static SubjectNames ofUri(String uri) {
        return new SubjectNames(Set.of(), Set.of(), Set.of(uri));
    }

    public static SubjectNames of(X509Certificate certificate) {
        Set<String> dns = new TreeSet<>();
        Set<String> ips = new TreeSet<>();
        Set<String> uris = new TreeSet<>();
        try {
            Collection<List<?>> names = certificate.getSubjectAlternativeNames();
            for (List<?> name : names == null ? List.<List<?>>of() : names) {
                switch ((Integer) name.get(0)) {
                    case DNS -> dns.add((String) name.get(1));
                    case URI -> uris.add((String) name.get(1));
                    case IP -> ips.add((String) name.get(1));
                    default -> {}
                }
            }
        } catch (CertificateParsingException e) {
            throw new IllegalArgumentException("holds subject alternative names that cannot be read", e);
        }
        return new SubjectNames(dns, ips, uris);
    }
}
