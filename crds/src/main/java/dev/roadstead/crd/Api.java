package dev.roadstead.crd;

/// Names that every kind shares.
public final class Api {
    public static final String GROUP = "roadstead.dev";
    public static final String VERSION = "v1alpha1";
    public static final String CATEGORY = "roadstead";

    static final String READY = ".status.conditions[?(@.type==\"Ready\")].status";
    static final String READY_REASON = ".status.conditions[?(@.type==\"Ready\")].reason";
    static final String AGE = ".metadata.creationTimestamp";

    static final String DNS_LABEL = "^[a-z0-9]([-a-z0-9]*[a-z0-9])?$";

    private static final String DNS_NAME = "[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*";
    private static final String AUTHORITY = "(" + DNS_NAME + "|\\[[0-9a-f:]+\\])(:[0-9]{1,5})?";
    private static final String HOST = "^" + AUTHORITY + "$";
    private static final String BASE_URL = "^https?://" + AUTHORITY + "/?$";
    private static final String SECURE_URL =
            "^(https://" + AUTHORITY + "|http://(localhost|127(\\.[0-9]{1,3}){3}|\\[::1\\])(:[0-9]{1,5})?)/?$";
    private static final String REPOSITORY =
            "^[a-z0-9]+((\\.|_|__|-+)[a-z0-9]+)*(/[a-z0-9]+((\\.|_|__|-+)[a-z0-9]+)*)*$";
    private static final String DURATION = "^([0-9]+(ms|s|m|h|d))+$";

    private static final String CRON = "^(@(hourly|daily|midnight|weekly|monthly|yearly|annually)"
            + "|[0-9*/,?-]+ +[0-9*/,?-]+ +[0-9*/,?-]+ +[0-9A-Za-z*/,?-]+ +[0-9A-Za-z*/,?-]+)$";

    // Rules instead of patterns where people err: of a pattern, the API server shows nothing but itself.

    static final String IS_HOST = "self.matches(r'" + HOST + "')";
    static final String ARE_HOSTS = "self.all(host, host.matches(r'" + HOST + "'))";
    static final String HOST_MESSAGE =
            "must be a host or host:port in lower case, without scheme and path, such as registry.example.com:5000";

    static final String IS_MIRRORED_HOST = "self == '*' || " + IS_HOST;
    static final String MIRRORED_HOST_MESSAGE =
            "must be *, or a host or host:port in lower case, without scheme and path, such as docker.io";

    static final String IS_BASE_URL = "self.matches(r'" + BASE_URL + "')";
    static final String BASE_URL_MESSAGE =
            "must be https://host[:port] or http://host[:port] in lower case, without path,"
                    + " query and user, such as https://registry.example.com";

    static final String IS_SECURE_URL = "self.matches(r'" + SECURE_URL + "')";
    static final String SECURE_URL_MESSAGE = "must be https://host[:port] in lower case, without path, query and user;"
            + " http:// is for loopback addresses only, because nodes run what they pull";

    static final String IS_REPOSITORY = "self.matches(r'" + REPOSITORY + "')";
    static final String REPOSITORY_MESSAGE = "must be a repository name: lower case letters and digits with single"
            + " . _ or - between them, segments separated by /, such as dockerhub";

    static final String IS_DURATION = "self.matches(r'" + DURATION + "')";
    static final String DURATION_MESSAGE = "must be a duration such as 90s, 15m or 24h";

    static final String IS_SIZE = "isQuantity(string(self)) && quantity(string(self)).isGreaterThan(quantity('0'))";
    static final String SIZE_MESSAGE = "must be a quantity above zero, such as 50Gi";

    static final String IS_CRON = "self.matches(r'" + CRON + "')";
    static final String CRON_MESSAGE = "must have five fields (minute, hour, day of month, month, day of week), such as"
            + " 0 3 * * *, or be @hourly, @daily, @weekly, @monthly or @yearly";

    private Api() {}
}
