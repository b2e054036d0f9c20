package dev.roadstead.node.cri;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A protobuf message as its fields: enough for messages of strings, flags and other messages
/// (<https://protobuf.dev/programming-guides/encoding/>).
final class ProtoMessage {
    private static final int VARINT = 0;
    private static final int FIXED64 = 1;
    private static final int LENGTH_DELIMITED = 2;
    private static final int FIXED32 = 5;
    private final Map<Integer, List<byte[]>> fields = new LinkedHashMap<>();
    private final Map<Integer, Long> numbers = new LinkedHashMap<>();
    private final ByteArrayOutputStream encoded = new ByteArrayOutputStream();

    ProtoMessage with(int field, String text) {
        return with(field, text.getBytes(StandardCharsets.UTF_8));
    }

    ProtoMessage with(int field, ProtoMessage message) {
        return with(field, message.bytes());
    }

    ProtoMessage withTrue(int field) {
        varint(((long) field << 3) | VARINT);
        varint(1);
        return this;
    }

    private ProtoMessage with(int field, byte[] content) {
        varint(((long) field << 3) | LENGTH_DELIMITED);
        varint(content.length);
        encoded.writeBytes(content);
        return this;
    }

    private void varint(long value) {
        long rest = value;
        while ((rest & ~0x7fL) != 0) {
            encoded.write((int) (rest & 0x7f) | 0x80);
            rest >>>= 7;
        }
        encoded.write((int) rest);
    }

    byte[] bytes() {
        return encoded.toByteArray();
    }

    /// Throws [CriException] when the bytes are not a message.
    static ProtoMessage parse(byte[] bytes) {
        ProtoMessage message = new ProtoMessage();
        Cursor cursor = new Cursor(bytes);
        while (cursor.position < bytes.length) {
            long key = cursor.varint();
            int field = (int) (key >>> 3);
            switch ((int) (key & 7)) {
                case VARINT -> message.numbers.put(field, cursor.varint());
                case FIXED64 -> cursor.take(8);
                case FIXED32 -> cursor.take(4);
                case LENGTH_DELIMITED ->
                    message.fields
                            .computeIfAbsent(field, _ -> new ArrayList<>())
                            .add(cursor.take((int) Math.min(cursor.varint(), Integer.MAX_VALUE)));
                default -> throw notAMessage();
            }
        }
        return message;
    }

    private static CriException notAMessage() {
        return new CriException("the runtime sent something that is not protobuf");
    }

    /// Empty when the field is not set.
    String text(int field) {
        List<byte[]> values = fields.getOrDefault(field, List.of());
        return values.isEmpty() ? "" : new String(values.getLast(), StandardCharsets.UTF_8);
    }

    /// Zero when the field is not set.
    long number(int field) {
        return numbers.getOrDefault(field, 0L);
    }

    List<String> texts(int field) {
        return fields.getOrDefault(field, List.of()).stream()
                .map(value -> new String(value, StandardCharsets.UTF_8))
                .toList();
    }

    @Nullable
    ProtoMessage message(int field) {
        List<byte[]> values = fields.getOrDefault(field, List.of());
        return values.isEmpty() ? null : parse(values.getLast());
    }

    /// A `map<string, string>`.
    Map<String, String> map(int field) {
        Map<String, String> map = new LinkedHashMap<>();
        for (byte[] value : fields.getOrDefault(field, List.of())) {
            ProtoMessage entry = parse(value);
            map.put(entry.text(1), entry.text(2));
        }
        return map;
    }

    private static final class Cursor {
        private final byte[] bytes;
        private int position;

        private Cursor(byte[] bytes) {
            this.bytes = bytes;
        }

        private long varint() {
            long value = 0;
            for (int shift = 0; shift < 64 && position < bytes.length; shift += 7) {
                byte next = bytes[position++];
                value |= (long) (next & 0x7f) << shift;
                if (next >= 0) {
                    return value;
                }
            }
            throw notAMessage();
        }

        private byte[] take(int length) {
            if (length < 0 || length > bytes.length - position) {
                throw notAMessage();
            }
            byte[] taken = new byte[length];
            System.arraycopy(bytes, position, taken, 0, length);
            position += length;
            return taken;
        }
    }
}
