package dev.roadstead.operator.certificate;

import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/// The subject alternative names of a leaf (RFC 5280, section 4.2.1.6).
public record SubjectNames(Set<String> dns, Set<String> ips, Set<String> uris) {
    private static final int DNS = 2;
    private static final int URI = 6;
    private static final int IP = 7;

    public SubjectNames {
        dns = Set.copyOf(dns);
        ips = Set.copyOf(ips);
        uris = Set.copyOf(uris);
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
