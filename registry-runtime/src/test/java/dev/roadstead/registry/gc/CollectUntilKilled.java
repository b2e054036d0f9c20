package dev.roadstead.registry.gc;

import dev.roadstead.oci.Digest;
import dev.roadstead.registry.content.TestContent;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

/// A program that pushes images under one tag each, deletes every second one, and collects garbage, until it is killed.
/// Prints what is acknowledged.
final class CollectUntilKilled {
    private static final GcSettings NO_TRASH = new GcSettings(
            GcFixture.GRACE, Duration.ZERO, Duration.ZERO, Duration.ofDays(9), 1_000, Duration.ofDays(1), false);

    private CollectUntilKilled() {}

    static GcReport collect(TestContent content) {
        content.pass(GcFixture.PAST_GRACE);
        return new Collector(
                        content.metadata(), content.objects(), content.store().uploads(), content.clock(), _ -> true)
                .run(NO_TRASH);
    }

    public static void main(String[] arguments) throws IOException {
        TestContent content = TestContent.withFiles(Path.of(arguments[0]));
        content.pass(Duration.parse(arguments[1]));
        for (int i = 0; ; i++) {
            String text = arguments[1] + "-" + i;
            content.push(GcFixture.APP.name(), text);
            var image = GcFixture.imageOf(text, null, "t" + text);
            content.store().manifests().push(GcFixture.APP, image);
            if (i % 2 == 0) {
                System.out.println("kept " + image.digest() + " " + Digest.sha256(TestContent.bytes(text)));
            } else {
                content.store().manifests().delete(GcFixture.APP, image.digest());
                System.out.println("deleted");
            }
            collect(content);
        }
    }
}
