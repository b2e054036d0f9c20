package dev.roadstead.registry.metadata;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roadstead.registry.content.TestContent;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The queries of a start take no longer where more is stored. Its check for damage does, up to a size.
class StartTest {
    private static final int SESSIONS = 8;

    @TempDir
    Path folder;

    @BeforeEach
    void fill() throws IOException {
        try (TestContent content = TestContent.withFiles(folder)) {
            content.push("team/app", "a blob");
        }
    }

    @Test
    void readsNoTableToItsEnd() throws IOException {
        try (TestContent content = TestContent.withFiles(folder)) {
            content.store().uploads().sweep(content.now());
            MetadataStore metadata = content.metadata();
            Set<String> used = new TreeSet<>(metadata.write(Session::statements));
            for (int i = 0; i < SESSIONS; i++) {
                used.addAll(metadata.read(Session::statements));
            }

            assertThat(used).as("statements of a start").anyMatch(sql -> sql.contains("FROM upload"));
            for (String sql : used) {
                if (sql.startsWith("SELECT")) {
                    List<String> steps = metadata.read(session -> session.list(row -> row.getString(4), plan(sql)));
                    assertThat(steps).as(sql).isNotEmpty().noneMatch(step -> step.startsWith("SCAN"));
                }
            }
        }
    }

    private static String plan(String sql) {
        return "EXPLAIN QUERY PLAN " + sql.replace("?", "0");
    }
}
