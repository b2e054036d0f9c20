package dev.roadstead.operator.condition;

/// The reasons that conditions give: stable words, which dashboards and alerts match on.
public enum Reason {
    Ready,
    Reconciling,
    Paused,
    Unknown,
    NotSupported,
    PartlyHonoured,
    AllHonoured,
    Failed,
    ApiError,

    StorageBound,
    StoragePending,
    StorageNotExpandable,
    DatabaseEmbedded,
    CertificatesIssued,
    CertificatesProvided,
    CertificatesDisabled,
    SecretNotFound,
    SecretInvalid,
    ConfigApplied,
    ConfigPending,
    ConfigRefused,
    PodsReady,
    PodsNotReady,
    PodFailing,
    ScaledToZero,

    InUse,

    RegistryNotFound,
    RegistryNotReady,
    RegistryDeleted,
    Conflict,
    UpstreamReachable,
    UpstreamUnreachable,
    UpstreamNotAsked,
    CredentialsAccepted,
    CredentialsRejected,
    CredentialsNotNeeded,

    ReferenceNotFound,
    ReferenceInvalid,
    NoNodes,
    AllNodesConfigured,
    AllNodesProven,
    NodesPending,
    NodesFailed
}
