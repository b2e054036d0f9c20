package dev.roadstead.registry.attack;

import java.util.List;

/// The rows of bad input that concern a registry's names, content and HTTP, by their numbers, which never change; gaps
/// are intended. What no attack of the table tries is listed here: tried by another test, or waiting for its feature.
final class Rows {
    static final List<Integer> NUMBERS = List.of(
            1, 2, 4, 5, 7, 8, 10, 11, 13, 14, 16, 17, 19, 20, 22, 23, 25, 26, 28, 29, 31, 32, 34, 35, 37, 38, 40, 41,
            43, 44, 46, 47, 49, 50, 52, 53, 55, 56, 58, 59, 61, 62, 64, 65, 67, 68, 70, 71, 73, 74);

    private Rows() {}

    record Elsewhere(int number, String what, Class<?> where, String method) {}

    static final List<Elsewhere> ELSEWHERE = List.of(
            slow(17, "a body that stops", "cutsABodyThatStops"),
            slow(31, "a head byte by byte", "cutsAHeadThatComesByteByByte"),
            slow(31, "a body byte by byte", "cutsABodyThatComesByteByByteAndKeepsWhatCame"),
            slow(31, "a client that does not read", "cutsAClientThatDoesNotReadItsBlob"),
            slow(67, "a client that is told to continue", "cutsAClientThatIsToldToContinueAndDoesNot"),
            many(70, "idle connections", "servesNewClientsWhenIdleOnesTakeEveryConnection"),
            many(70, "unfinished heads", "servesNewClientsWhenUnfinishedHeadsTakeEveryConnection"),
            nameless(10, "what is and what is not", "areToldTheSameOfWhatIsAndOfWhatIsNot"),
            nameless(19, "credentials in a trailer", "areNotNamedByTrailersOrProxies"),
            nameless(28, "a mount without a name", "mountNothing"),
            nameless(71, "a forged X-Forwarded-For", "areNotNamedByTrailersOrProxies"));

    record Later(int number, String what, String comesWith) {}

    static final List<Later> LATER = List.of(
            new Later(10, "a caller without rights in one repository", "permissions per repository"),
            new Later(20, "an upload of another user", "permissions per repository"),
            new Later(25, "a blob over quota", "quotas"),
            new Later(28, "a mount from a repository that the caller may not read", "permissions per repository"),
            new Later(37, "a deletion seen through replicas", "replicas"),
            new Later(61, "a caller who may create and not overwrite", "permissions per repository"),
            new Later(62, "a deletion under retention or a legal hold", "retention"),
            new Later(71, "a limit per user and address", "rate limits"),
            new Later(
                    74,
                    "Warning fields of more than 4,096 bytes in all",
                    "a second kind of Warning; the one of a stale tag is constant"));

    private static Elsewhere slow(int number, String what, String method) {
        return new Elsewhere(number, what, SlowClientsTest.class, method);
    }

    private static Elsewhere many(int number, String what, String method) {
        return new Elsewhere(number, what, ManyConnectionsTest.class, method);
    }

    private static Elsewhere nameless(int number, String what, String method) {
        return new Elsewhere(number, what, NamelessClientsTest.class, method);
    }
}
