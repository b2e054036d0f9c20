package dev.roadstead.node.log;

import java.io.PrintStream;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import org.jspecify.annotations.Nullable;
import org.slf4j.Marker;
import org.slf4j.event.KeyValuePair;
import org.slf4j.event.Level;
import org.slf4j.event.LoggingEvent;
import org.slf4j.helpers.LegacyAbstractLogger;
import org.slf4j.helpers.MessageFormatter;
import org.slf4j.spi.LoggingEventAware;

/// Writes `time LEVEL logger message key="value"…`, one line an event whatever it is about. INFO and above.
final class LineLogger extends LegacyAbstractLogger implements LoggingEventAware {
    private static final long serialVersionUID = 1;
    private static final DateTimeFormatter TIME =
            new DateTimeFormatterBuilder().appendInstant(3).toFormatter();
    private final transient PrintStream out;
    private final String shortName;

    LineLogger(String name, PrintStream out) {
        this.name = name;
        this.out = out;
        this.shortName = name.substring(name.lastIndexOf('.') + 1);
    }

    @Override
    public void log(LoggingEvent event) {
        if (!isEnabled(event.getLevel())) {
            return;
        }
        StringBuilder line = begin(event.getLevel(), format(event.getMessage(), event.getArgumentArray()));
        if (event.getKeyValuePairs() != null) {
            for (KeyValuePair pair : event.getKeyValuePairs()) {
                append(line.append(' ').append(pair.key).append("=\""), String.valueOf(pair.value))
                        .append('"');
            }
        }
        end(line, event.getThrowable());
    }

    @Override
    protected void handleNormalizedLoggingCall(
            Level level,
            @Nullable Marker marker,
            String message,
            Object @Nullable [] arguments,
            @Nullable Throwable thrown) {
        end(begin(level, format(message, arguments)), thrown);
    }

    private StringBuilder begin(Level level, String message) {
        StringBuilder line = new StringBuilder(160);
        TIME.formatTo(Instant.now(), line);
        line.append(' ').append(level).append(level.name().length() == 4 ? "  " : " ");
        return append(line.append(shortName).append(' '), message);
    }

    private void end(StringBuilder line, @Nullable Throwable thrown) {
        if (thrown != null) {
            append(line.append(": "), thrown.toString());
            if (thrown.getStackTrace().length > 0) {
                line.append(" at ").append(thrown.getStackTrace()[0]);
            }
        }
        out.println(line);
    }

    private static String format(@Nullable String message, Object @Nullable [] arguments) {
        return String.valueOf(MessageFormatter.basicArrayFormat(message, arguments));
    }

    private static StringBuilder append(StringBuilder line, String text) {
        for (int i = 0; i < text.length(); i++) {
            char character = text.charAt(i);
            line.append(character < ' ' ? ' ' : character);
        }
        return line;
    }

    private static boolean isEnabled(Level level) {
        return level.toInt() >= Level.INFO.toInt();
    }

    @Override
    protected @Nullable String getFullyQualifiedCallerName() {
        return null;
    }

    @Override
    public boolean isTraceEnabled() {
        return isEnabled(Level.TRACE);
    }

    @Override
    public boolean isDebugEnabled() {
        return isEnabled(Level.DEBUG);
    }

    @Override
    public boolean isInfoEnabled() {
        return isEnabled(Level.INFO);
    }

    @Override
    public boolean isWarnEnabled() {
        return isEnabled(Level.WARN);
    }

    @Override
    public boolean isErrorEnabled() {
        return isEnabled(Level.ERROR);
    }
}
