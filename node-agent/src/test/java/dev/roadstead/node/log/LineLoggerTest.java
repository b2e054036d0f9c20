package dev.roadstead.node.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

class LineLoggerTest {
    private static final String TIME = "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z ";
    private final ByteArrayOutputStream written = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(written, true, StandardCharsets.UTF_8);
    private final Logger log = new LineLogger("dev.roadstead.node.Thing", out);

    private String text() {
        return written.toString(StandardCharsets.UTF_8);
    }

    @Test
    void sl4jFindsIt() {
        assertThat(LoggerFactory.getLogger("x")).isInstanceOf(LineLogger.class);
    }

    @Test
    void anEventIsALineWithTimeLevelLoggerAndKeys() {
        log.atInfo().addKeyValue("mirror", "hub").addKeyValue("generation", 3).log("proved a {}", "NodeMirror");

        assertThat(text()).matches(TIME + "INFO  Thing proved a NodeMirror mirror=\"hub\" generation=\"3\"\\R");
    }

    @Test
    void stayingOneLineIsMoreThanTheTextsOwnLines() {
        log.atWarn().addKeyValue("error", "first\nsecond").log("a\r\nb");

        assertThat(text()).matches(TIME + "WARN  Thing a  b error=\"first second\"\\R");
    }

    @Test
    void anExceptionIsNamedWithItsPlace() {
        log.error("failed {}", "here", new IOException("gone"));

        assertThat(text())
                .matches(TIME + "ERROR Thing failed here: java.io.IOException: gone at dev\\.roadstead\\..*\\R");
    }

    @Test
    void detailsAreLeftOut() {
        log.debug("no");
        log.atDebug().log("no");

        assertThat(text()).isEmpty();
    }
}
