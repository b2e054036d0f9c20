package dev.roadstead.bench.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BlobsTest {
    @ParameterizedTest
    @ValueSource(longs = {16, 1024, (1 << 20) + 16, (3 << 20) + 5})
    void theDigestIsThatOfWhatIsSent(long size) throws IOException {
        Content.Blob blob = new Blobs(size, 7).next();
        var sent = new ByteArrayOutputStream();

        blob.writeTo(sent);

        assertThat(sent.size()).isEqualTo(size);
        assertThat(blob.size()).isEqualTo(size);
        assertThat(blob.digest()).isEqualTo(Blobs.digestOf(sent.toByteArray()));
    }

    @Test
    void noTwoAreEqual() {
        var blobs = new Blobs(1024, 1);

        assertThat(new String[] {
                    blobs.next().digest(),
                    blobs.next().digest(),
                    new Blobs(1024, 2).next().digest()
                })
                .doesNotHaveDuplicates();
    }

    @Test
    void refusesSizesThatCannotBeUnique() {
        assertThatThrownBy(() -> new Blobs(15, 1)).hasMessageContaining("16 bytes");
    }
}
