package dev.roadstead.sandbox.server;

/// CRDs for tests.
final class Definitions {

    private Definitions() {}

    static String widgets() {
        return """
                metadata: {name: widgets.example.com}
                spec:
                  group: example.com
                  scope: Namespaced
                  names: {plural: widgets, kind: Widget, shortNames: [wi], categories: [all, toys]}
                  versions:
                  - name: v1
                    served: true
                    storage: true
                    subresources:
                      status: {}
                      scale: {specReplicasPath: .spec.replicas, statusReplicasPath: .status.replicas}
                    selectableFields: [{jsonPath: .spec.colour}]
                    additionalPrinterColumns:
                    - {name: Colour, type: string, jsonPath: .spec.colour}
                    - {name: Size, type: integer, jsonPath: .spec.size, priority: 1}
                    schema:
                      openAPIV3Schema:
                        type: object
                        properties:
                          spec:
                            type: object
                            required: [colour]
                            properties:
                              colour: {type: string, enum: [red, green]}
                              size: {type: integer, minimum: 1, default: 3}
                              replicas: {type: integer}
                              frozen:
                                type: string
                                x-kubernetes-validations: [{rule: self == oldSelf, message: frozen is immutable}]
                          status:
                            type: object
                            properties:
                              replicas: {type: integer}
                              phase: {type: string}
                """;
    }
}
