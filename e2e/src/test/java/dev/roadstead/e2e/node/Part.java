package dev.roadstead.e2e.node;

import java.io.IOException;

/// What a node's mirror hangs on, each of which may die at any time.
enum Part {
    OPERATOR {
        @Override
        void killAndReplace(NodeChain chain) throws IOException {
            chain.killContainer("operator");
        }
    },
    REGISTRY {
        @Override
        void killAndReplace(NodeChain chain) throws IOException {
            chain.killContainer("registry");
        }
    },
    AGENT {
        @Override
        void killAndReplace(NodeChain chain) throws IOException {
            chain.killContainer("agent");
        }
    },
    /// Whoever watches over a kubelet starts it again; meanwhile images are pulled as ever.
    KUBELET {
        @Override
        void killAndReplace(NodeChain chain) throws IOException {
            chain.node().kill("kubelet");
            chain.pullWithoutKubernetes();
            chain.node().startAgain("kubelet");
        }
    },
    CONTAINERD {
        @Override
        void killAndReplace(NodeChain chain) {
            chain.node().kill("containerd");
            chain.node().startAgain("containerd");
        }
    },
    API_SERVER {
        @Override
        void killAndReplace(NodeChain chain) throws IOException {
            chain.node().controlPlane().kill("kube-apiserver");
            chain.pullWithoutKubernetes();
            chain.node().controlPlane().startAgain("kube-apiserver");
        }
    };

    /// kill -9; starts it again where nothing of the cluster does.
    abstract void killAndReplace(NodeChain chain) throws IOException;
}
