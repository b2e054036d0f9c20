package dev.roadstead.sandbox.table;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// What kubectl tells of volumes and claims.
final class VolumeColumns {

    private static final String UNSET = "<unset>";
    private static final Map<String, String> MODES =
            Map.of("ReadWriteOnce", "RWO", "ReadOnlyMany", "ROX", "ReadWriteMany", "RWX", "ReadWriteOncePod", "RWOP");

    private static final Column MODE = Column.text(
                    "VolumeMode", volume -> Cells.or(volume.at("/spec/volumeMode"), UNSET))
            .wide();
    private static final Column ATTRIBUTES = Column.text(
            "VolumeAttributesClass", volume -> Cells.or(volume.at("/spec/volumeAttributesClassName"), UNSET));
    private static final Column CLASS = Column.field("StorageClass", "/spec/storageClassName");

    static final List<Column> CLAIM = List.of(
            Column.objectName(),
            Column.text("Status", VolumeColumns::phase),
            Column.field("Volume", "/spec/volumeName"),
            Column.text(
                    "Capacity",
                    claim -> ofBound(claim, claim.at("/status/capacity/storage").asText(""))),
            Column.text("Access Modes", claim -> ofBound(claim, modes(claim.at("/status/accessModes")))),
            CLASS,
            ATTRIBUTES,
            Column.age(),
            MODE);

    static final List<Column> VOLUME = List.of(
            Column.objectName(),
            Column.field("Capacity", "/spec/capacity/storage"),
            Column.text("Access Modes", volume -> modes(volume.at("/spec/accessModes"))),
            Column.field("Reclaim Policy", "/spec/persistentVolumeReclaimPolicy"),
            Column.text("Status", VolumeColumns::phase),
            Column.text("Claim", VolumeColumns::claim),
            CLASS,
            ATTRIBUTES,
            Column.field("Reason", "/status/reason"),
            Column.age(),
            MODE);

    static final List<Column> STORAGE_CLASS = List.of(
            Column.text("Name", VolumeColumns::className),
            Column.field("Provisioner", "/provisioner"),
            Column.text("ReclaimPolicy", each -> Cells.or(each.path("reclaimPolicy"), "Delete")),
            Column.text("VolumeBindingMode", each -> Cells.or(each.path("volumeBindingMode"), "Immediate")),
            Column.text(
                    "AllowVolumeExpansion",
                    each -> each.path("allowVolumeExpansion").asText("false")),
            Column.age());

    private VolumeColumns() {}

    private static String phase(JsonNode object) {
        return object.path("metadata").has("deletionTimestamp")
                ? "Terminating"
                : object.at("/status/phase").asText("");
    }

    private static String ofBound(JsonNode claim, String text) {
        return claim.at("/spec/volumeName").asText("").isEmpty() ? "" : text;
    }

    private static String modes(JsonNode modes) {
        List<String> texts = new ArrayList<>();
        modes.forEach(mode -> texts.add(MODES.getOrDefault(mode.asText(), mode.asText())));
        return String.join(",", texts);
    }

    private static String claim(JsonNode volume) {
        JsonNode claim = volume.at("/spec/claimRef");
        return claim.isObject()
                ? claim.path("namespace").asText("") + "/" + claim.path("name").asText("")
                : "";
    }

    private static String className(JsonNode storageClass) {
        boolean isDefault = storageClass
                .path("metadata")
                .path("annotations")
                .path("storageclass.kubernetes.io/is-default-class")
                .asText("")
                .equals("true");
        return storageClass.at("/metadata/name").asText("") + (isDefault ? " (default)" : "");
    }
}
