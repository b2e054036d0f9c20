package dev.roadstead.registry.attack;

import static org.assertj.core.api.Assertions.assertThat;

/// One row: what is done to the registry, and what must come of it.
///
/// @param id the row's number and a letter; never used for anything else
record Attack(String id, String name, Course course) {

    @FunctionalInterface
    interface Course {
        void run(AttackedRegistry registry) throws Exception;
    }

    /// A well-formed request that is answered so.
    static Attack request(String id, String name, String method, String target, int status, String code) {
        return request(id, name, method, target, "", "", status, code);
    }

    static Attack request(
            String id, String name, String method, String target, String fields, String body, int status, String code) {
        return new Attack(
                id,
                name,
                registry -> registry.send(method, target, fields, body).isARefusal(status, code));
    }

    /// Bytes that are refused, and the connection closed.
    static Attack bytes(String id, String name, String raw, int status, String code) {
        return new Attack(id, name, registry -> {
            try (Wire wire = registry.connect()) {
                Answer answer = wire.send(raw).answer();
                answer.isARefusal(status, code);
                assertThat(answer.closes()).isTrue();
                assertThat(wire.isClosed()).isTrue();
            }
        });
    }

    static Attack course(String id, String name, Course course) {
        return new Attack(id, name, course);
    }

    /// The row of the list that this is a case of.
    int row() {
        return Integer.parseInt(id.replaceAll("[a-z]+$", ""));
    }
}
