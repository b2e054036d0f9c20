package dev.roadstead.config;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/// This module is documents only: one flat package that touches neither files nor sockets.
class ArchitectureTest {
    private final JavaClasses classes = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.roadstead.config");

    @Test
    void touchesNeitherFilesNorSockets() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.nio.file..", "java.net.http..", "javax.net..")
                .orShould()
                .dependOnClassesThat()
                .haveNameMatching("java\\.net\\..*(Socket|URLConnection).*")
                .check(classes);
    }

    @Test
    void usesNoOtherModuleThanOci() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "dev.roadstead.crd..",
                        "dev.roadstead.operator..",
                        "dev.roadstead.registry..",
                        "dev.roadstead.node..",
                        "dev.roadstead.sandbox..",
                        "io.fabric8..")
                .check(classes);
    }

    @Test
    void isOnePackage() {
        classes().should().resideInAPackage("dev.roadstead.config").check(classes);
    }

    @Test
    void namesNoClassByItsLayer() {
        noClasses()
                .should()
                .haveNameMatching(".*(Util|Utils|Helper|Impl|Manager)")
                .check(classes);
    }
}
