/// The whole chain on a real Kubernetes: images, kustomize, kubelet, containerd.
package dev.roadstead.e2e.node;
