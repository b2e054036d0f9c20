package dev.roadstead.crd;

import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn;
import io.fabric8.crd.generator.annotation.AdditionalSelectableField;
import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Categories;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.ShortNames;
import io.fabric8.kubernetes.model.annotation.Singular;
import io.fabric8.kubernetes.model.annotation.Version;

/// When a Registry collects garbage, and what it may take. A Registry without one collects none.
@Group(Api.GROUP)
@Version(Api.VERSION)
@Plural("gcschedules")
@Singular("gcschedule")
@ShortNames("gcs")
@Categories(Api.CATEGORY)
@AdditionalSelectableField(jsonPath = ".spec.registryRef.name")
@AdditionalPrinterColumn(name = "Ready", jsonPath = Api.READY)
@AdditionalPrinterColumn(name = "Registry", jsonPath = ".spec.registryRef.name")
@AdditionalPrinterColumn(
        name = "Last Run",
        type = AdditionalPrinterColumn.Type.DATE,
        jsonPath = ".status.lastRun.startTime")
@AdditionalPrinterColumn(
        name = "Reclaimed Bytes",
        type = AdditionalPrinterColumn.Type.INTEGER,
        jsonPath = ".status.lastRun.reclaimedBytes")
@AdditionalPrinterColumn(
        name = "Trash Bytes",
        type = AdditionalPrinterColumn.Type.INTEGER,
        jsonPath = ".status.trash.bytes")
@AdditionalPrinterColumn(name = "Backlog", type = AdditionalPrinterColumn.Type.INTEGER, jsonPath = ".status.backlog")
@AdditionalPrinterColumn(name = "Reason", jsonPath = Api.READY_REASON)
@AdditionalPrinterColumn(name = "Age", type = AdditionalPrinterColumn.Type.DATE, jsonPath = Api.AGE)
public final class GCSchedule extends CustomResource<GCScheduleSpec, GCScheduleStatus> implements Namespaced {}
