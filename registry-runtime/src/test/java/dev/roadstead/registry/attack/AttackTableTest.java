package dev.roadstead.registry.attack;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/// Runs the table. After every row an ordinary client is served, and nothing has failed inside.
class AttackTableTest {
    private static AttackedRegistry registry;

    @BeforeAll
    static void start(@TempDir Path folder) throws Exception {
        registry = new AttackedRegistry(folder, AttackedRegistry.PATIENT, AttackedRegistry.OPEN).withImage();
    }

    @AfterAll
    static void stop() throws Exception {
        registry.close();
    }

    static List<Attack> table() {
        return Stream.of(
                        NameAttacks.all(),
                        PushAttacks.all(),
                        ChunkAttacks.all(),
                        FramingAttacks.all(),
                        PullAttacks.all(),
                        ManifestAttacks.all(),
                        ListAttacks.all(),
                        HttpAttacks.all())
                .flatMap(rows -> rows)
                .toList();
    }

    @TestFactory
    Stream<DynamicTest> withstands() {
        return table().stream()
                .map(row -> DynamicTest.dynamicTest(row.id() + " " + row.name(), () -> {
                    try {
                        row.course().run(registry);
                        registry.serves();
                    } catch (Exception | AssertionError e) {
                        AssertionError named = new AssertionError(row.id() + " " + row.name() + ": " + e.getMessage());
                        named.addSuppressed(e);
                        throw named;
                    }
                }));
    }

    @Test
    void everyRowIsTriedHereOrElsewhereOrComesWithAFeature() {
        Set<Integer> found = new TreeSet<>();
        table().forEach(row -> found.add(row.row()));
        Rows.ELSEWHERE.forEach(row -> found.add(row.number()));
        Rows.LATER.forEach(row -> found.add(row.number()));

        assertThat(found).containsAll(Rows.NUMBERS);
    }

    @Test
    void noRowWaitsForAFeatureTwice() {
        assertThat(Stream.concat(Rows.LATER.stream(), Rows.OF_FEATURES.stream()))
                .extracting(Rows.Later::number)
                .doesNotHaveDuplicates();
    }

    @Test
    void everyTestThatARowNamesIsThere() {
        for (Rows.Elsewhere row : Rows.ELSEWHERE) {
            assertThat(row.where().getDeclaredMethods())
                    .as("row " + row.number())
                    .extracting(Method::getName)
                    .contains(row.method());
        }
    }

    @Test
    void everyIdIsUsedOnce() {
        assertThat(table()).extracting(Attack::id).doesNotHaveDuplicates();
    }
}
