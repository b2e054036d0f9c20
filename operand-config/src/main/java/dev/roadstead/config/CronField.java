package dev.roadstead.config;

import java.util.BitSet;
import java.util.Locale;

/// One field of a [CronExpression]: numbers and ranges, with steps, separated by commas.
enum CronField {
    MINUTE("minute", 0, 59, ""),
    HOUR("hour", 0, 23, ""),
    DAY_OF_MONTH("day of month", 1, 31, ""),
    MONTH("month", 1, 12, "JAN FEB MAR APR MAY JUN JUL AUG SEP OCT NOV DEC"),
    /// Sunday is 0, and 7 as well.
    DAY_OF_WEEK("day of week", 0, 7, "SUN MON TUE WED THU FRI SAT");

    private static final int NAME_AND_BLANK = 4;

    private final String title;
    private final int first;
    private final int last;
    private final String names;

    CronField(String title, int first, int last, String names) {
        this.title = title;
        this.first = first;
        this.last = last;
        this.names = names;
    }

    static boolean isRestricted(String field) {
        return !field.startsWith("*") && !field.startsWith("?");
    }

    BitSet parse(String field) {
        BitSet values = new BitSet();
        for (String part : field.split(",", -1)) {
            add(part, values);
        }
        if (this == DAY_OF_WEEK && values.get(last)) {
            values.set(0);
        }
        return values;
    }

    private void add(String part, BitSet values) {
        int slash = part.indexOf('/');
        int step = slash < 0 ? 1 : number(part.substring(slash + 1));
        String range = slash < 0 ? part : part.substring(0, slash);
        int dash = range.indexOf('-');
        int from;
        int to;
        if (range.equals("*") || range.equals("?")) {
            from = first;
            to = last;
        } else if (dash >= 0) {
            from = value(range.substring(0, dash));
            to = value(range.substring(dash + 1));
        } else {
            from = value(range);
            to = slash < 0 ? from : last;
        }
        if (step == 0 || from > to) {
            throw unreadable(part);
        }
        for (int value = from; value <= to; value += step) {
            values.set(value);
        }
    }

    private int value(String text) {
        boolean isName = text.matches("[A-Za-z]{3}") && names.contains(text.toUpperCase(Locale.ROOT));
        int value = isName ? first + names.indexOf(text.toUpperCase(Locale.ROOT)) / NAME_AND_BLANK : number(text);
        if (value < first || value > last) {
            throw unreadable(text);
        }
        return value;
    }

    private int number(String text) {
        if (!text.matches("[0-9]{1,2}")) {
            throw unreadable(text);
        }
        return Integer.parseInt(text);
    }

    private IllegalArgumentException unreadable(String text) {
        return new IllegalArgumentException(
                title + ": \"" + text + "\" is none of " + first + "-" + last + ", *, a range 1-5 or a step */10");
    }
}
