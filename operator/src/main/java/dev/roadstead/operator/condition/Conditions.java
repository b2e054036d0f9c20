package dev.roadstead.operator.condition;

import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.ConditionBuilder;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/// The conditions of one visit. `Ready`, `Reconciling` and `Stalled` follow the contract that kubectl wait, kstatus and
/// Argo CD read:
/// `Ready` always stands; the other two only while they are true.
public final class Conditions {
    public static final String READY = "Ready";
    public static final String RECONCILING = "Reconciling";
    public static final String STALLED = "Stalled";
    public static final String PAUSED = "Paused";
    public static final String DELETION_BLOCKED = "DeletionBlocked";
    public static final String SPEC_HONOURED = "SpecHonoured";

    private final Map<String, Condition> before = new LinkedHashMap<>();
    private final Map<String, Condition> now = new LinkedHashMap<>();
    private final long generation;
    private final Clock clock;

    /// @param before the conditions as they stand
    /// @param generation of the spec that is looked at
    public Conditions(List<Condition> before, long generation, Clock clock) {
        before.forEach(condition -> this.before.put(condition.getType(), condition));
        this.generation = generation;
        this.clock = clock;
    }

    public Conditions yes(String type, Reason reason, String message) {
        return set(type, "True", reason, message);
    }

    public Conditions no(String type, Reason reason, String message) {
        return set(type, "False", reason, message);
    }

    public Conditions unknown(String type, Reason reason, String message) {
        return set(type, "Unknown", reason, message);
    }

    /// Takes over the condition as it stood, where there was one.
    public Conditions keep(String type) {
        Condition old = before.get(type);
        if (old != null) {
            now.put(type, old);
        }
        return this;
    }

    public Conditions keepAll() {
        before.keySet().forEach(this::keep);
        return this;
    }

    public Conditions drop(String type) {
        now.remove(type);
        return this;
    }

    private Conditions set(String type, String status, Reason reason, String message) {
        Condition old = before.get(type);
        String since = old != null && Objects.equals(old.getStatus(), status)
                ? old.getLastTransitionTime()
                : clock.instant().truncatedTo(ChronoUnit.SECONDS).toString();
        now.put(
                type,
                new ConditionBuilder()
                        .withType(type)
                        .withStatus(status)
                        .withReason(reason.name())
                        .withMessage(message)
                        .withObservedGeneration(generation)
                        .withLastTransitionTime(since)
                        .build());
        return this;
    }

    /// Ready, with neither Reconciling nor Stalled.
    public Conditions ready(String message) {
        return yes(READY, Reason.Ready, message).drop(RECONCILING).drop(STALLED);
    }

    /// Not ready, and being worked on.
    public Conditions reconciling(Reason reason, String message) {
        return no(READY, reason, message).yes(RECONCILING, reason, message).drop(STALLED);
    }

    /// Not ready, and only a person's change will help.
    public Conditions stalled(Reason reason, String message) {
        return no(READY, reason, message).yes(STALLED, reason, message).drop(RECONCILING);
    }

    public boolean has(String type) {
        return now.containsKey(type);
    }

    public boolean isTrue(String type) {
        return Optional.ofNullable(now.get(type))
                .filter(condition -> condition.getStatus().equals("True"))
                .isPresent();
    }

    /// The first of these types that is not True.
    public Optional<Condition> firstNotTrue(String... types) {
        for (String type : types) {
            Condition condition = now.get(type);
            if (condition != null && !condition.getStatus().equals("True")) {
                return Optional.of(condition);
            }
        }
        return Optional.empty();
    }

    /// Sorted by type.
    public List<Condition> toList() {
        List<Condition> list = new ArrayList<>(now.values());
        list.sort(Comparator.comparing(Condition::getType));
        return list;
    }

    /// Those whose status or reason is not what it was: what is worth an event.
    public List<Condition> transitions() {
        return toList().stream()
                .filter(condition -> {
                    Condition old = before.get(condition.getType());
                    return old == null
                            || !Objects.equals(old.getStatus(), condition.getStatus())
                            || !Objects.equals(old.getReason(), condition.getReason());
                })
                .toList();
    }
}
