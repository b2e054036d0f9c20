package dev.roadstead.e2e.api;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
    private static final JavaClasses SUITES = new ClassFileImporter().importPackages("dev.roadstead.e2e.api");

    @Test
    void suitesKnowAServerByItsAddressOnly() {
        classes()
                .that()
                .haveSimpleNameNotStartingWith("Sandbox")
                .and()
                .haveSimpleNameNotStartingWith("Kubernetes")
                .and()
                .areTopLevelClasses()
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "dev.roadstead.e2e.api..",
                        "java..",
                        "javax.net.ssl..",
                        "com.fasterxml.jackson..",
                        "org.junit.jupiter.api..",
                        "org.junit.jupiter.params..",
                        "org.assertj..",
                        "org.awaitility..",
                        "org.jspecify..",
                        "com.tngtech.archunit..")
                .check(SUITES);
    }

    @Test
    void namesNoClassByItsLayer() {
        noClasses()
                .should()
                .haveSimpleNameContaining("Util")
                .orShould()
                .haveSimpleNameContaining("Helper")
                .orShould()
                .haveSimpleNameContaining("Manager")
                .orShould()
                .haveSimpleNameEndingWith("Impl")
                .check(SUITES);
    }
}
