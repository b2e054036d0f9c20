package dev.roadstead.sandbox.protobuf;

import java.util.Arrays;

/// Reads protobuf's wire format: tags, varints and length-delimited parts.
final class Wire {

    private final byte[] bytes;
    private int position;
    private int field;
    private int wireType;

    Wire(byte[] bytes) {
        this.bytes = bytes;
    }

    /// Moves to the next field; false at the end.
    boolean next() {
        if (position >= bytes.length) {
            return false;
        }
        long tag = varint();
        field = (int) (tag >>> 3);
        wireType = (int) (tag & 7);
        return true;
    }

    int field() {
        return field;
    }

    long varint() {
        long value = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            byte next = take();
            value |= (long) (next & 0x7f) << shift;
            if (next >= 0) {
                return value;
            }
        }
        throw malformed();
    }

    double fixed64() {
        long value = 0;
        for (int i = 0; i < 8; i++) {
            value |= (long) (take() & 0xff) << (8 * i);
        }
        return Double.longBitsToDouble(value);
    }

    byte[] part() {
        long length = varint();
        if (length < 0 || length > bytes.length - position) {
            throw malformed();
        }
        byte[] part = Arrays.copyOfRange(bytes, position, position + (int) length);
        position += (int) length;
        return part;
    }

    void skip() {
        switch (wireType) {
            case 0 -> varint();
            case 1 -> fixed64();
            case 2 -> part();
            case 5 -> {
                for (int i = 0; i < 4; i++) {
                    take();
                }
            }
            default -> throw malformed();
        }
    }

    private byte take() {
        if (position >= bytes.length) {
            throw malformed();
        }
        return bytes[position++];
    }

    private static ProtobufException malformed() {
        return new ProtobufException("the protobuf body is cut short or malformed");
    }
}
