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

/// What one node's agent did and proved. Cluster-scoped; written by agents only, owned by the Node.
@Group(Api.GROUP)
@Version(Api.VERSION)
@Plural("nodestates")
@Singular("nodestate")
@ShortNames("nst")
@Categories(Api.CATEGORY)
@ValidationRule(
        value = "self.spec.nodeName == self.metadata.name",
        message = "spec.nodeName and metadata.name must be the same: a node has one NodeState, which bears its name")
@AdditionalPrinterColumn(name = "Ready", jsonPath = Api.READY)
@AdditionalPrinterColumn(name = "Proven", jsonPath = ".status.conditions[?(@.type==\"Proven\")].status")
@AdditionalPrinterColumn(name = "Runtime", jsonPath = ".status.runtime.version")
@AdditionalPrinterColumn(name = "Verdict", jsonPath = ".status.runtime.verdict")
@AdditionalPrinterColumn(name = "Reason", jsonPath = Api.READY_REASON)
@AdditionalPrinterColumn(name = "Age", type = AdditionalPrinterColumn.Type.DATE, jsonPath = Api.AGE)
public final class NodeState extends CustomResource<NodeStateSpec, NodeStateStatus> {}
