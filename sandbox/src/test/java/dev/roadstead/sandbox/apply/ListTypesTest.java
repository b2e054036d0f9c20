package dev.roadstead.sandbox.apply;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ListTypesTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            |v1|Pod|metadata.ownerReferences|uid
            |v1|Pod|metadata.finalizers|set
            |v1|Pod|metadata.managedFields|atomic
            |v1|Pod|spec.containers|name
            |v1|Pod|spec.volumes|name
            |v1|Pod|spec.hostAliases|ip
            |v1|Pod|spec.imagePullSecrets|name
            |v1|Pod|spec.tolerations|atomic
            |v1|Pod|spec.topologySpreadConstraints|topologyKey,whenUnsatisfiable
            |v1|Pod|spec.containers.env|name
            |v1|Pod|spec.containers.envFrom|atomic
            |v1|Pod|spec.containers.ports|containerPort,protocol
            |v1|Pod|spec.containers.volumeMounts|mountPath
            |v1|Pod|spec.containers.args|atomic
            |v1|Pod|spec.volumes.projected.sources|atomic
            |v1|Pod|status.conditions|type
            |v1|Service|spec.ports|port,protocol
            |v1|Service|spec.externalIPs|atomic
            |v1|ServiceAccount|secrets|name
            apps|v1|StatefulSet|spec.volumeClaimTemplates|atomic
            apps|v1|StatefulSet|spec.template.spec.containers|name
            apps|v1|Deployment|status.conditions|type
            networking.k8s.io|v1|NetworkPolicy|spec.ingress|atomic
            rbac.authorization.k8s.io|v1|Role|rules|atomic
            discovery.k8s.io|v1|EndpointSlice|endpoints|atomic
            apiextensions.k8s.io|v1|CustomResourceDefinition|status.conditions|type
            unknown.dev|v1|Thing|spec.items|atomic
            """)
    void listsOfBuiltinKindsMergeAsInKubernetes(String group, String version, String kind, String path, String rule) {
        ListTypes types = ListTypes.builtin(group == null ? "" : group, version, kind);
        for (String name : path.split("\\.")) {
            types = types.isAssociative() ? types.element().field(name) : types.field(name);
        }

        assertThat(rule(types)).isEqualTo(rule);
    }

    private static String rule(ListTypes types) {
        if (types.isSet()) {
            return "set";
        }
        return types.keys().isEmpty()
                ? "atomic"
                : String.join(
                        ",", types.keys().stream().map(ListTypes.ListKey::name).toList());
    }

    @ParameterizedTest
    @CsvSource({
        "Pod,spec.nodeSelector,true",
        "Service,spec.selector,true",
        "Pod,metadata.labels,false",
        "Pod,spec.securityContext,false"
    })
    void selectorsHaveOneOwner(String kind, String path, boolean atomic) {
        ListTypes types = ListTypes.builtin("", "v1", kind);
        for (String name : path.split("\\.")) {
            types = types.field(name);
        }

        assertThat(types.isAtomic()).isEqualTo(atomic);
    }
}
