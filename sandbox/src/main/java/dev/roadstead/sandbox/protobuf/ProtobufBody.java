package dev.roadstead.sandbox.protobuf;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;

/// Turns the protobuf form of an API object (`k8s\0` and a `runtime.Unknown` around it) into its JSON form.
public final class ProtobufBody {

    private static final JsonMapper JSON = new JsonMapper();
    private static final byte[] MAGIC = {'k', '8', 's', 0};

    private ProtobufBody() {}

    public static ObjectNode toJson(byte[] body) {
        if (body.length < MAGIC.length || !Arrays.equals(MAGIC, 0, MAGIC.length, body, 0, MAGIC.length)) {
            throw new ProtobufException("the protobuf body does not begin with k8s\\0");
        }
        Wire unknown = new Wire(Arrays.copyOfRange(body, MAGIC.length, body.length));
        ObjectNode object = JSON.createObjectNode();
        byte[] raw = new byte[0];
        while (unknown.next()) {
            switch (unknown.field()) {
                case 1 -> typeMeta(object, unknown.part());
                case 2 -> raw = unknown.part();
                default -> unknown.skip();
            }
        }
        String apiVersion = object.path("apiVersion").asText();
        String kind = object.path("kind").asText();
        String message = messageOf(apiVersion, kind);
        if (Messages.find(message) == null) {
            throw new ProtobufException("the sandbox cannot read " + kind + " of " + apiVersion
                    + " in protobuf: send it as application/json");
        }
        read(message, raw, object);
        return object;
    }

    private static String messageOf(String apiVersion, String kind) {
        if (kind.equals("DeleteOptions")) {
            return "meta.v1.DeleteOptions";
        }
        int slash = apiVersion.indexOf('/');
        if (slash < 0) {
            return "core." + apiVersion + "." + kind;
        }
        String group = apiVersion.substring(0, slash);
        int dot = group.indexOf('.');
        return (dot < 0 ? group : group.substring(0, dot)) + "." + apiVersion.substring(slash + 1) + "." + kind;
    }

    private static void typeMeta(ObjectNode object, byte[] part) {
        Wire wire = new Wire(part);
        while (wire.next()) {
            switch (wire.field()) {
                case 1 -> object.put("apiVersion", text(wire));
                case 2 -> object.put("kind", text(wire));
                default -> wire.skip();
            }
        }
    }

    private static void read(String message, byte[] bytes, ObjectNode into) {
        Map<Integer, Messages.Field> fields = Messages.find(message);
        if (fields == null) {
            throw new ProtobufException("the sandbox cannot read " + message + " in protobuf: send application/json");
        }
        Wire wire = new Wire(bytes);
        while (wire.next()) {
            Messages.Field field = fields.get(wire.field());
            if (field == null) {
                wire.skip();
            } else {
                read(field, wire, into);
            }
        }
    }

    private static void read(Messages.Field field, Wire wire, ObjectNode into) {
        switch (field.cardinality()) {
            case LIST -> into.withArray("/" + field.name()).add(value(field.type(), wire));
            case MAP -> entry(field, wire, into);
            case ONE -> {
                if (field.inline()) {
                    read(field.type(), wire.part(), into);
                    return;
                }
                JsonNode value = value(field.type(), wire);
                if (field.pointer() || !isZero(value)) {
                    into.set(field.name(), value);
                }
            }
        }
    }

    private static void entry(Messages.Field field, Wire wire, ObjectNode into) {
        Wire entry = new Wire(wire.part());
        String key = "";
        JsonNode value = field.type().equals("s") ? TextNode.valueOf("") : NullNode.getInstance();
        while (entry.next()) {
            switch (entry.field()) {
                case 1 -> key = text(entry);
                case 2 -> value = value(field.type(), entry);
                default -> entry.skip();
            }
        }
        into.withObject("/" + field.name()).set(key, value);
    }

    private static JsonNode value(String type, Wire wire) {
        return switch (type) {
            case "s" -> TextNode.valueOf(text(wire));
            case "i" -> number(wire.varint());
            case "b" -> BooleanNode.valueOf(wire.varint() != 0);
            case "d" -> DoubleNode.valueOf(wire.fixed64());
            case "y" -> TextNode.valueOf(Base64.getEncoder().encodeToString(wire.part()));
            case "api.resource.Quantity" -> TextNode.valueOf(firstText(wire.part()));
            case "runtime.RawExtension", "meta.v1.FieldsV1" -> json(firstText(wire.part()));
            case "util.intstr.IntOrString" -> intOrString(new Wire(wire.part()));
            case "meta.v1.Time" -> time(new Wire(wire.part()), ChronoUnit.SECONDS);
            case "meta.v1.MicroTime" -> time(new Wire(wire.part()), ChronoUnit.MICROS);
            case "meta.v1.Duration" -> duration(new Wire(wire.part()));
            default -> message(type, wire.part());
        };
    }

    private static JsonNode message(String type, byte[] bytes) {
        ObjectNode object = JSON.createObjectNode();
        read(type, bytes, object);
        return type.endsWith(".ExtraValue") ? object.path("items") : object;
    }

    private static boolean isZero(JsonNode value) {
        return value.isNull()
                || (value.isTextual() && value.asText().isEmpty())
                || (value.isNumber() && value.asDouble() == 0)
                || (value.isBoolean() && !value.asBoolean())
                || (value.isContainerNode() && value.isEmpty());
    }

    private static String text(Wire wire) {
        return new String(wire.part(), StandardCharsets.UTF_8);
    }

    private static JsonNode number(long value) {
        return value == (int) value ? IntNode.valueOf((int) value) : LongNode.valueOf(value);
    }

    private static String firstText(byte[] bytes) {
        Wire wire = new Wire(bytes);
        while (wire.next()) {
            if (wire.field() == 1) {
                return text(wire);
            }
            wire.skip();
        }
        return "";
    }

    private static JsonNode json(String text) {
        try {
            return text.isEmpty() ? NullNode.getInstance() : JSON.readTree(text);
        } catch (JsonProcessingException _) {
            throw new ProtobufException("the protobuf body holds a raw part that is not JSON");
        }
    }

    private static JsonNode intOrString(Wire wire) {
        long kind = 0;
        JsonNode number = IntNode.valueOf(0);
        JsonNode text = TextNode.valueOf("");
        while (wire.next()) {
            switch (wire.field()) {
                case 1 -> kind = wire.varint();
                case 2 -> number = number(wire.varint());
                case 3 -> text = TextNode.valueOf(text(wire));
                default -> wire.skip();
            }
        }
        return kind == 1 ? text : number;
    }

    private static JsonNode time(Wire wire, ChronoUnit unit) {
        long seconds = 0;
        long nanos = 0;
        boolean any = false;
        while (wire.next()) {
            any = true;
            switch (wire.field()) {
                case 1 -> seconds = wire.varint();
                case 2 -> nanos = wire.varint();
                default -> wire.skip();
            }
        }
        return any
                ? TextNode.valueOf(
                        Instant.ofEpochSecond(seconds, nanos).truncatedTo(unit).toString())
                : NullNode.getInstance();
    }

    private static JsonNode duration(Wire wire) {
        long nanos = 0;
        while (wire.next()) {
            if (wire.field() == 1) {
                nanos = wire.varint();
            } else {
                wire.skip();
            }
        }
        return TextNode.valueOf(Duration.ofNanos(nanos).toMillis() + "ms");
    }
}
