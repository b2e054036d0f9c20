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

/// A pull-through cache of one upstream inside a Registry.
@Group(Api.GROUP)
@Version(Api.VERSION)
@Plural("proxycaches")
@Singular("proxycache")
@ShortNames("pc")
@Categories(Api.CATEGORY)
@AdditionalSelectableField(jsonPath = ".spec.registryRef.name")
@AdditionalPrinterColumn(name = "Ready", jsonPath = Api.READY)
@AdditionalPrinterColumn(name = "Registry", jsonPath = ".spec.registryRef.name")
@AdditionalPrinterColumn(name = "Upstream", jsonPath = ".spec.upstream.url")
@AdditionalPrinterColumn(name = "Hits", type = AdditionalPrinterColumn.Type.INTEGER, jsonPath = ".status.hits")
@AdditionalPrinterColumn(name = "Misses", type = AdditionalPrinterColumn.Type.INTEGER, jsonPath = ".status.misses")
@AdditionalPrinterColumn(name = "Reason", jsonPath = Api.READY_REASON)
@AdditionalPrinterColumn(name = "Age", type = AdditionalPrinterColumn.Type.DATE, jsonPath = Api.AGE)
public final class ProxyCache extends CustomResource<ProxyCacheSpec, ProxyCacheStatus> implements Namespaced {}
