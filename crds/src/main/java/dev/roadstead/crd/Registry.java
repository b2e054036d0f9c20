package dev.roadstead.crd;

import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn;
import io.fabric8.generator.annotation.ValidationRule;
import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Categories;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.ShortNames;
import io.fabric8.kubernetes.model.annotation.Singular;
import io.fabric8.kubernetes.model.annotation.Version;

/// A container registry with its storage, database, certificates and access.
@Group(Api.GROUP)
@Version(Api.VERSION)
@Plural("registries")
@Singular("registry")
@ShortNames("reg")
@Categories(Api.CATEGORY)
@ValidationRule(
        value = "size(self.metadata.name) <= 40 && self.metadata.name.matches('^[a-z]([-a-z0-9]*[a-z0-9])?$')",
        message = "metadata.name must be at most 40 lower case letters, digits and -, beginning with a letter, so that"
                + " the Services and Secrets named after it can exist")
@AdditionalPrinterColumn(name = "Ready", jsonPath = Api.READY)
@AdditionalPrinterColumn(name = "URL", jsonPath = ".status.url")
@AdditionalPrinterColumn(
        name = "Replicas",
        type = AdditionalPrinterColumn.Type.INTEGER,
        jsonPath = ".status.readyReplicas")
@AdditionalPrinterColumn(
        name = "Bytes",
        type = AdditionalPrinterColumn.Type.INTEGER,
        jsonPath = ".status.usage.blobBytes")
@AdditionalPrinterColumn(name = "Version", jsonPath = ".status.version", priority = 1)
@AdditionalPrinterColumn(name = "Reason", jsonPath = Api.READY_REASON)
@AdditionalPrinterColumn(name = "Age", type = AdditionalPrinterColumn.Type.DATE, jsonPath = Api.AGE)
public final class Registry extends CustomResource<RegistrySpec, RegistryStatus> implements Namespaced {}
