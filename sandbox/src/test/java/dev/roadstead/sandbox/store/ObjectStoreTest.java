package dev.roadstead.sandbox.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ObjectStoreTest {

    private static final Key KEY = new Key("/configmaps", "a", "b");

    @TempDir
    Path folder;

    @Test
    void countsOneRevisionPerWriteAcrossAllResources() {
        try (ObjectStore store = ObjectStore.inMemory(100)) {
            long before = store.revision();
            put(store, KEY, null, "1");
            put(store, new Key("/secrets", "a", "b"), null, "1");
            assertThat(store.revision()).isEqualTo(before + 2);
        }
    }

    @Test
    void refusesAWriteOverSomethingElseThanExpected() {
        try (ObjectStore store = ObjectStore.inMemory(100)) {
            ObjectNode first = put(store, KEY, null, "1");
            ObjectNode second = put(store, KEY, first, "2");
            assertThat(store.put(KEY, first, object("3"))).isEmpty();
            assertThat(store.remove(KEY, first, object("3"))).isEmpty();
            assertThat(store.get(KEY)).contains(second);
        }
    }

    @Test
    void listsAnEarlierRevisionUntilTheHistoryIsGone() {
        try (ObjectStore store = ObjectStore.inMemory(100)) {
            ObjectNode first = put(store, KEY, null, "1");
            long then = store.revision();
            put(store, KEY, first, "2");
            put(store, new Key("/configmaps", "a", "c"), null, "1");
            assertThat(store.listAt("/configmaps", "a", then).items())
                    .extracting(item -> item.object().path("data").asText())
                    .containsExactly("1");
            store.compactHistory();
            assertThatThrownBy(() -> store.listAt("/configmaps", "a", then)).isInstanceOf(RevisionGoneException.class);
        }
    }

    @Test
    void forgetsChangesBeyondTheLimit() throws InterruptedException {
        try (ObjectStore store = ObjectStore.inMemory(10)) {
            long start = store.revision();
            ObjectNode last = put(store, KEY, null, "0");
            for (int i = 1; i < 50; i++) {
                last = put(store, KEY, last, Integer.toString(i));
            }
            assertThatThrownBy(() -> store.changesAfter(start, Duration.ZERO))
                    .isInstanceOf(RevisionGoneException.class);
            assertThat(store.changesAfter(store.revision() - 10, Duration.ZERO)).hasSize(10);
        }
    }

    @Test
    void comesBackFromItsJournal() throws IOException {
        long revision;
        try (ObjectStore store = ObjectStore.in(folder, 100)) {
            ObjectNode first = put(store, KEY, null, "1");
            put(store, KEY, first, "2");
            Key gone = new Key("/configmaps", "a", "gone");
            ObjectNode object = put(store, gone, null, "1");
            store.remove(gone, object, object.deepCopy());
            revision = store.revision();
        }
        try (ObjectStore store = ObjectStore.in(folder, 100)) {
            assertThat(store.revision()).isEqualTo(revision);
            assertThat(store.list("/configmaps", "").items())
                    .extracting(item -> item.object().path("data").asText())
                    .containsExactly("2");
            assertThatThrownBy(() -> store.requireHistory(revision - 1)).isInstanceOf(RevisionGoneException.class);
        }
    }

    @Test
    void forgivesALineThatTheDyingProcessTore() throws IOException {
        try (ObjectStore store = ObjectStore.in(folder, 100)) {
            put(store, KEY, null, "1");
        }
        Files.writeString(folder.resolve("journal"), "{\"revision\":99,\"resour", StandardOpenOption.APPEND);
        try (ObjectStore store = ObjectStore.in(folder, 100)) {
            assertThat(store.get(KEY)).isPresent();
            put(store, new Key("/configmaps", "a", "c"), null, "1");
        }
        try (ObjectStore store = ObjectStore.in(folder, 100)) {
            assertThat(store.list("/configmaps", "").items()).hasSize(2);
        }
    }

    @Test
    void keepsItsJournalToItself() throws IOException {
        try (ObjectStore store = ObjectStore.in(folder, 100)) {
            put(store, KEY, null, "1");
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("journal"))))
                    .isEqualTo("rw-------");
        }
    }

    @Test
    void saysWhereAJournalIsDamaged() throws IOException {
        Files.writeString(folder.resolve("journal"), "{\"revision\":1}\nnonsense\n{\"revision\":2}\n");
        assertThatThrownBy(() -> ObjectStore.in(folder, 100))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("damaged at line 2");
    }

    private static ObjectNode put(ObjectStore store, Key key, ObjectNode expected, String data) {
        return store.put(key, expected, object(data)).orElseThrow();
    }

    private static ObjectNode object(String data) {
        ObjectNode object = new JsonMapper().createObjectNode().put("data", data);
        object.putObject("metadata").put("uid", "u");
        return object;
    }
}
