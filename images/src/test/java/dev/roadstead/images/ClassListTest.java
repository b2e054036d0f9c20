package dev.roadstead.images;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ClassListTest {

    @Test
    void keepsNamesAndLambdasSortedAndOnce() {
        assertThat(ClassList.merge(Stream.of(
                        "# a comment",
                        "java/lang/String id: 7",
                        "java/lang/Object id: 1",
                        "java/lang/String id: 12",
                        "@lambda-proxy a/B run ()Ljava/lang/Runnable; ()V REF_invokeStatic a/B lambda$0 ()V ()V",
                        "")))
                .containsExactly(
                        "@lambda-proxy a/B run ()Ljava/lang/Runnable; ()V REF_invokeStatic a/B lambda$0 ()V ()V",
                        "java/lang/Object",
                        "java/lang/String");
    }

    @Test
    void dropsWhatOnlyOneRunHas() {
        assertThat(ClassList.merge(Stream.of(
                        "a/Plugin id: 9 super: 1 source: other.jar",
                        "a/B$$Lambda/0x1 id: 3",
                        "java/lang/invoke/LambdaForm$MH/0x2 id: 4",
                        "@cp a/B 1 2 3")))
                .isEmpty();
    }

    @Test
    void knowsARunByTheClassThatDoesTheWork() {
        Component agent = Component.ALL.getLast();

        assertThat(ClassList.isOf(agent, List.of("dev/roadstead/node/agent/NodeAgent id: 900")))
                .isTrue();
        assertThat(ClassList.isOf(
                        agent,
                        List.of("dev/roadstead/node/agent/NodeAgent$Round id: 900", "dev/roadstead/node/Main id: 9")))
                .isFalse();
    }
}
