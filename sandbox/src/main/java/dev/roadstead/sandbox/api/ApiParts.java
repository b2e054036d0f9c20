package dev.roadstead.sandbox.api;

import dev.roadstead.sandbox.builtin.Builtins;
import dev.roadstead.sandbox.kind.Kinds;
import dev.roadstead.sandbox.store.ObjectStore;
import dev.roadstead.sandbox.store.WriteLog;
import java.time.Clock;
import java.time.Duration;

/// Builds the API from the store up.
public final class ApiParts {

    /// What the API is built on.
    public record Foundations(
            ObjectStore store,
            Kinds kinds,
            WriteLog log,
            Faults faults,
            Authenticator authenticator,
            PodLogs logs,
            String caPem,
            Duration bookmarkEvery,
            Clock clock) {}

    private final Api api;
    private final LifecycleApi lifecycle;

    public ApiParts(Foundations on) {
        ObjectStore store = on.store();
        Clock clock = on.clock();
        Schemas schemas = new Schemas();
        Ownership ownership = new Ownership(schemas);
        Definitions definitions = new Definitions(store, on.kinds(), clock);
        NamespaceContent namespaceContent = new NamespaceContent(store, on.caPem(), clock);
        definitions.serveStored();
        namespaceContent.start();
        Commits commits = new Commits(definitions, namespaceContent);
        Preparation preparation = new Preparation(
                schemas, ownership, new Builtins(store), new Namespaces(store), new ClaimSizes(store), clock);
        Writes writes = new Writes(store, preparation, commits, on.log(), clock);
        Deletes deletes = new Deletes(store, commits, on.log(), clock);
        ResourceApi resources = new ResourceApi(
                new Reads(store),
                new Watches(store, on.faults(), on.bookmarkEvery()),
                writes,
                new Patches(writes, new PatchFormat(schemas), ownership, clock),
                deletes,
                new Reviews(on.authenticator(), store, clock),
                new LogReader(store, on.logs()),
                on.faults());
        Documents documents = new Documents(new OpenApiDocuments(on.kinds()));
        this.api = new Api(on.authenticator(), on.kinds(), new Discovery(on.kinds()), documents, resources);
        this.lifecycle = new LifecycleApi(on.kinds(), writes, deletes);
    }

    public Api api() {
        return api;
    }

    /// The same writes for the server's own controllers.
    public LifecycleApi lifecycle() {
        return lifecycle;
    }
}
