package dev.roadstead.sandbox.kubelet;

import java.util.Map;

/// `$(NAME)` in arguments and environment values, as Kubernetes replaces it: `$$` is a dollar, unknown names stay as
/// they are.
final class Expansion {

    private Expansion() {}

    static String expand(String text, Map<String, String> environment) {
        if (text.indexOf('$') < 0) {
            return text;
        }
        StringBuilder expanded = new StringBuilder();
        int at = 0;
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c != '$' || at + 1 == text.length()) {
                expanded.append(c);
                at++;
                continue;
            }
            char follower = text.charAt(at + 1);
            int end = follower == '(' ? text.indexOf(')', at) : -1;
            if (follower == '$') {
                expanded.append('$');
                at += 2;
            } else if (end > 0) {
                String name = text.substring(at + 2, end);
                expanded.append(environment.getOrDefault(name, text.substring(at, end + 1)));
                at = end + 1;
            } else {
                expanded.append(c);
                at++;
            }
        }
        return expanded.toString();
    }
}
