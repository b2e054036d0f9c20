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
            held(70, "answers that nobody reads", "answersThatNobodyReadsKeepNobodyOut"),
            held(70, "bodies that do not end", "bodiesThatDoNotEndKeepNobodyOut"),
            nameless(10, "what is and what is not", "areToldTheSameOfWhatIsAndOfWhatIsNot"),
            nameless(19, "credentials in a trailer", "areNotNamedByTrailersOrProxies"),
            nameless(28, "a mount without a name", "mountNothing"),
            nameless(71, "a forged X-Forwarded-For", "areNotNamedByTrailersOrProxies"));

    /// A row, or a part of one, that cannot be tried before there is what it attacks.
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

    /// Rows beyond HTTP and content whose feature a registry does not have yet.
    static final List<Later> OF_FEATURES = List.of(
            new Later(76, "unsigned and wrongly signed tokens", "tokens"),
            new Later(77, "a token with a key of its own", "tokens"),
            new Later(79, "key names like paths, and a thousand of them", "tokens"),
            new Later(80, "tokens before, after and far beyond their time", "tokens"),
            new Later(82, "access lists with patterns and odd names", "tokens"),
            new Later(83, "a hundred scopes, and scopes of others", "tokens"),
            new Later(89, "a token of a user who is gone", "tokens"),
            new Later(91, "replayed and redirected logins", "login by OIDC"),
            new Later(92, "filters in names, empty passwords", "login by LDAP"),
            new Later(94, "a token for pulling, used for more", "tokens"),
            new Later(97, "variants of one path, and who may see it", "permissions per repository"),
            new Later(98, "search, metrics and logs of a private repository", "projects"),
            new Later(100, "ids of others' settings", "projects"),
            new Later(101, "sorting and filtering by hidden columns", "search"),
            new Later(109, "one tag with other content for other users", "permissions per upstream"),
            new Later(113, "an old tag served as new", "signature policies"),
            new Later(115, "huge and countless signatures", "signature policies"),
            new Later(116, "addresses inside, in every notation", "replication and webhooks"),
            new Later(118, "a name whose address flips", "replication and webhooks"),
            new Later(119, "an endpoint test that scans ports", "replication and webhooks"),
            new Later(121, "line breaks and templates in events", "webhooks"),
            new Later(122, "a secret that can be read back", "webhooks"),
            new Later(124, "another's credentials in a rule", "replication"),
            new Later(125, "archives that write outside", "import"),
            new Later(127, "endless and broken archives", "a scanner"),
            new Later(128, "links and devices in layers", "a scanner"),
            new Later(130, "bombs in package files", "a scanner"),
            new Later(131, "version texts that take long", "a scanner"),
            new Later(133, "markup in package names", "a scanner"),
            new Later(134, "a vulnerability database that is old, huge or false", "a scanner"),
            new Later(136, "scripts in what users write", "a user interface"),
            new Later(139, "calls from other origins", "a user interface"),
            new Later(140, "frames and redirects", "a user interface"));

    private static Elsewhere slow(int number, String what, String method) {
        return new Elsewhere(number, what, SlowClientsTest.class, method);
    }

    private static Elsewhere many(int number, String what, String method) {
        return new Elsewhere(number, what, ManyConnectionsTest.class, method);
    }

    private static Elsewhere held(int number, String what, String method) {
        return new Elsewhere(number, what, HeldMemoryTest.class, method);
    }

    private static Elsewhere nameless(int number, String what, String method) {
        return new Elsewhere(number, what, NamelessClientsTest.class, method);
    }
}
