package dev.roadstead.crd;

import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn;
import io.fabric8.generator.annotation.ValidationRule;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Categories;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.ShortNames;
import io.fabric8.kubernetes.model.annotation.Singular;
import io.fabric8.kubernetes.model.annotation.Version;

/// What nodes pull through, and whom they trust. Cluster-scoped.
@Group(Api.GROUP)
@Version(Api.VERSION)
@Plural("nodemirrors")
@Singular("nodemirror")
@ShortNames("nm")
@Categories(Api.CATEGORY)
@ValidationRule(value = "size(self.metadata.name) <= 63", message = "metadata.name must be at most 63 characters")
@AdditionalPrinterColumn(name = "Ready", jsonPath = Api.READY)
@AdditionalPrinterColumn(name = "Nodes", type = AdditionalPrinterColumn.Type.INTEGER, jsonPath = ".status.nodes.total")
@AdditionalPrinterColumn(
        name = "Proven",
        type = AdditionalPrinterColumn.Type.INTEGER,
        jsonPath = ".status.nodes.proven")
@AdditionalPrinterColumn(
        name = "Failed",
        type = AdditionalPrinterColumn.Type.INTEGER,
        jsonPath = ".status.nodes.failed")
@AdditionalPrinterColumn(name = "Reason", jsonPath = Api.READY_REASON)
@AdditionalPrinterColumn(name = "Age", type = AdditionalPrinterColumn.Type.DATE, jsonPath = Api.AGE)
public final class NodeMirror extends CustomResource<NodeMirrorSpec, NodeMirrorStatus> {}
