package dev.roadstead.operator;

import dev.roadstead.config.RegistryConfig;
import dev.roadstead.operator.admin.AdminClient;
import dev.roadstead.operator.admin.Fleet;
import dev.roadstead.operator.certificate.CertificateAuthority;
import dev.roadstead.operator.certificate.StoredAuthority;
import dev.roadstead.operator.event.Events;
import dev.roadstead.operator.gcschedule.GcScheduleReconciler;
import dev.roadstead.operator.leadership.Election;
import dev.roadstead.operator.leadership.Terms;
import dev.roadstead.operator.naming.Names;
import dev.roadstead.operator.nodemirror.NodeMirrorReconciler;
import dev.roadstead.operator.proxycache.ProxyCacheReconciler;
import dev.roadstead.operator.registry.RegistryObjects;
import dev.roadstead.operator.registry.RegistryReconciler;
import dev.roadstead.operator.telemetry.ReconcileMetrics;
import dev.roadstead.operator.telemetry.TelemetryServer;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.javaoperatorsdk.operator.Operator;
import io.javaoperatorsdk.operator.OperatorException;
import io.javaoperatorsdk.operator.api.config.ConfigurationServiceOverrider;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// The operator, from top to bottom.
@Command(
        name = "roadstead operator",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = "Reconciles Registries, ProxyCaches, GCSchedules and NodeMirrors of the current cluster.")
public final class Main implements Callable<Integer> {
    private static final Logger LOG = LoggerFactory.getLogger(Main.class);
    /// Well within the pod's terminationGracePeriodSeconds, for the lease is given back after it.
    private static final Duration LAST_RECONCILIATION = Duration.ofSeconds(15);

    @Mixin
    private Settings settings = new Settings();

    private Main() {}

    public static void main(String[] args) {
        System.exit(new CommandLine(new Main()).execute(args));
    }

    @Override
    public Integer call() throws InterruptedException {
        try (KubernetesClient client = Clients.connect(settings.kubeconfig)) {
            run(client);
            return 0;
        } catch (IllegalArgumentException | KubernetesClientException | OperatorException | IOException e) {
            System.err.println("roadstead operator: " + Sentences.of(e));
            return 1;
        }
    }

    private void run(KubernetesClient client) throws IOException, InterruptedException {
        Clock clock = Clock.systemUTC();
        String identity = Optional.ofNullable(System.getenv("HOSTNAME")).orElse("operator") + "-" + UUID.randomUUID();
        Preflight.check(client);

        CertificateAuthority authority = StoredAuthority.load(client, settings.namespace, Names.CA_SECRET, clock);
        AdminClient admin = new AdminClient(authority, clock);
        Fleet fleet = new Fleet();
        Events events = new Events(client, identity, clock);
        var outbound = new RegistryConfig.Outbound(settings.allowLoopbackUpstreams);
        RegistryObjects objects =
                new RegistryObjects(client, authority, admin, settings.image(Version.text()), outbound, clock);

        PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        Operator operator = new Operator(overrider -> configure(overrider, client, meters));
        Controllers.register(operator, new RegistryReconciler(objects, admin, fleet, events, clock));
        Controllers.register(operator, new ProxyCacheReconciler(client, fleet, events, clock));
        Controllers.register(operator, new GcScheduleReconciler(fleet, events, clock));
        Controllers.register(operator, new NodeMirrorReconciler(client, settings.namespace, events, clock));

        Election election = new Election(client, Terms.of(settings.namespace, Names.LEASE, identity), Main::leaseGone);
        var started = new AtomicBoolean();
        var stopped = new CountDownLatch(1);
        Gauge.builder("roadstead.operator.leading", () -> started.get() ? 1 : 0)
                .description("Whether this operator works, or stands by")
                .register(meters);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(operator, admin, election, stopped), "shutdown"));
        try (var telemetry =
                new TelemetryServer(settings.listenAddress(), () -> notReady(started, election), meters::scrape)) {
            LOG.atInfo()
                    .addKeyValue("cluster", client.getMasterUrl())
                    .addKeyValue("namespace", settings.namespace)
                    .addKeyValue("identity", identity)
                    .addKeyValue("telemetry", telemetry.address())
                    .log("starting");
            if (settings.leaderElection) {
                election.await();
            }
            operator.start();
            started.set(true);
            LOG.info("started");
            stopped.await();
        }
    }

    private static void configure(
            ConfigurationServiceOverrider overrider, KubernetesClient client, PrometheusMeterRegistry meters) {
        overrider
                .withKubernetesClient(client)
                .withCloseClientOnStop(false)
                .checkingCRDAndValidateLocalModel(false)
                .withMetrics(new ReconcileMetrics(meters))
                .withExecutorService(Executors.newVirtualThreadPerTaskExecutor())
                .withReconciliationTerminationTimeout(LAST_RECONCILIATION);
    }

    /// Another one may work from now on, so this one ends at once, without a last word to the cluster.
    private static void leaseGone() {
        LOG.error("ending: it is started again, and waits for the lease");
        Runtime.getRuntime().halt(1);
    }

    /// A standby is ready, too, so that a rolling update gets to the point where the old one gives the lease back. The
    /// operator itself is not asked, since it answers nobody while it starts.
    private static List<String> notReady(AtomicBoolean started, Election election) {
        return started.get() || election.isStandingBy()
                ? List.of()
                : List.of("the first look at the cluster is not over");
    }

    /// The lease is given back last, when nothing is written any more.
    private static void stop(Operator operator, AdminClient admin, Election election, CountDownLatch stopped) {
        try (election) {
            operator.stop();
            admin.close();
        } finally {
            stopped.countDown();
        }
    }
}
