package dev.roadstead.operator.registry;

import dev.roadstead.crd.ExposeSpec;
import dev.roadstead.crd.Registry;
import dev.roadstead.operator.config.RegistryAddress;
import dev.roadstead.operator.naming.Labels;
import dev.roadstead.operator.naming.Names;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.ServicePort;
import io.fabric8.kubernetes.api.model.ServicePortBuilder;
import java.util.Map;
import java.util.Optional;

/// The Service that clients use, and the headless one that gives pods their names.
final class DesiredServices {
    private DesiredServices() {}

    static Service of(Registry registry) {
        Names names = new Names(
                registry.getMetadata().getNamespace(), registry.getMetadata().getName());
        Optional<ExposeSpec.ServiceSpec> expose =
                Optional.ofNullable(registry.getSpec().expose()).map(ExposeSpec::service);
        ServicePort port = port("registry", RegistryAddress.of(registry).servicePort(), "registry");
        port.setNodePort(expose.map(ExposeSpec.ServiceSpec::nodePort).orElse(null));
        Service service = new ServiceBuilder()
                .withMetadata(Metadata.of(registry, names.service()))
                .withNewSpec()
                .withType(
                        expose.map(ExposeSpec.ServiceSpec::type).map(Enum::name).orElse("ClusterIP"))
                .withSelector(Labels.selector(names.registry()))
                .withPorts(port)
                .endSpec()
                .build();
        Map<String, String> annotations =
                expose.map(ExposeSpec.ServiceSpec::annotations).orElse(Map.of());
        if (!annotations.isEmpty()) {
            service.getMetadata().setAnnotations(annotations);
        }
        return service;
    }

    static Service headless(Registry registry) {
        Names names = new Names(
                registry.getMetadata().getNamespace(), registry.getMetadata().getName());
        return new ServiceBuilder()
                .withMetadata(Metadata.of(registry, names.headlessService()))
                .withNewSpec()
                .withClusterIP("None")
                .withPublishNotReadyAddresses(true)
                .withSelector(Labels.selector(names.registry()))
                .withPorts(port("registry", Names.REGISTRY_PORT, "registry"), port("admin", Names.ADMIN_PORT, "admin"))
                .endSpec()
                .build();
    }

    private static ServicePort port(String name, int number, String target) {
        return new ServicePortBuilder()
                .withName(name)
                .withPort(number)
                .withProtocol("TCP")
                .withTargetPort(new IntOrString(target))
                .build();
    }
}
