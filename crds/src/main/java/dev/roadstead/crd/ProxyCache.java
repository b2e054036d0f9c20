package dev.roadstead.crd;

import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn;
import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn.Type;
import io.fabric8.crd.generator.annotation.AdditionalSelectableField;
import io.fabric8.generator.annotation.ValidationRule;
import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Categories;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.ShortNames;
import io.fabric8.kubernetes.model.annotation.Singular;
import io.fabric8.kubernetes.model.annotation.Version;

/// A pull-through cache of one upstream inside a Registry.
@Group(Api.GROUP)
@Version(Api.VERSION)
@Plural("proxycaches")
@Singular("proxycache")
@ShortNames("pc")
@Categories(Api.CATEGORY)
@ValidationRule(
        value = "size(self.metadata.name) <= 63 && self.metadata.name.matches('^[a-z0-9]([-a-z0-9]*[a-z0-9])?$')",
        message = "metadata.name must be a DNS label of at most 63 characters, because it is the default of"
                + " spec.repositoryPrefix: choose a shorter name without dots")
@AdditionalPrinterColumn(name = "Ready", jsonPath = Api.READY)
@AdditionalPrinterColumn(name = "Registry", jsonPath = ".spec.registryRef.name")
@AdditionalPrinterColumn(name = "Upstream", jsonPath = ".spec.upstream.url")
@AdditionalPrinterColumn(name = "Hits", type = Type.INTEGER, jsonPath = ".status.hits")
@AdditionalPrinterColumn(name = "Misses", type = Type.INTEGER, jsonPath = ".status.misses")
@AdditionalPrinterColumn(name = "Saved", type = Type.INTEGER, jsonPath = ".status.bytesSaved", priority = 1)
@AdditionalPrinterColumn(name = "Budget", type = Type.INTEGER, jsonPath = ".status.rateLimitRemaining", priority = 1)
@AdditionalPrinterColumn(name = "Reason", jsonPath = Api.READY_REASON)
@AdditionalPrinterColumn(name = "Age", type = Type.DATE, jsonPath = Api.AGE)
@AdditionalSelectableField(jsonPath = ".spec.registryRef.name")
@AdditionalSelectableField(jsonPath = ".spec.upstream.url")
public class ProxyCache extends CustomResource<ProxyCacheSpec, ProxyCacheStatus> implements Namespaced {}
