package dev.roadstead.e2e.api;

import org.junit.jupiter.api.Nested;

/// Every suite of API behaviours. A subclass says against which API server.
abstract class AllApiSuites {
    abstract KubeClient client();

    /// Makes the server forget what was, where a test may ask that of it.
    void forgetHistory() {}

    @Nested
    class Objects extends ObjectBehaviours {
        @Override
        KubeClient client() {
            return AllApiSuites.this.client();
        }
    }

    @Nested
    class Refusing extends RefusalBehaviours {
        @Override
        KubeClient client() {
            return AllApiSuites.this.client();
        }
    }

    @Nested
    class Storing extends StoredFormBehaviours {
        @Override
        KubeClient client() {
            return AllApiSuites.this.client();
        }
    }

    @Nested
    class Patching extends PatchBehaviours {
        @Override
        KubeClient client() {
            return AllApiSuites.this.client();
        }
    }

    @Nested
    class Applying extends ApplyBehaviours {
        @Override
        KubeClient client() {
            return AllApiSuites.this.client();
        }
    }

    @Nested
    class Deleting extends DeletionBehaviours {
        @Override
        KubeClient client() {
            return AllApiSuites.this.client();
        }
    }

    @Nested
    class Watching extends WatchBehaviours {
        @Override
        KubeClient client() {
            return AllApiSuites.this.client();
        }

        @Override
        void forgetHistory() {
            AllApiSuites.this.forgetHistory();
        }
    }

    @Nested
    class CustomResources extends CustomResourceBehaviours {
        @Override
        KubeClient client() {
            return AllApiSuites.this.client();
        }
    }

    @Nested
    class Discovering extends DiscoveryBehaviours {
        @Override
        KubeClient client() {
            return AllApiSuites.this.client();
        }
    }

    @Nested
    class Fixtures extends CrdFixtures {
        @Override
        KubeClient client() {
            return AllApiSuites.this.client();
        }
    }

    @Nested
    class Kubectl extends KubectlSession {
        @Override
        KubeClient client() {
            return AllApiSuites.this.client();
        }
    }
}
