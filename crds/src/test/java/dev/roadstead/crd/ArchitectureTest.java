package dev.roadstead.crd;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/// This module is values only.
class ArchitectureTest {
    private final JavaClasses classes = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.roadstead");

    @Test
    void holdsNoClientAndReadsNothing() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.nio..", "java.net..", "dev.roadstead.operator..", "dev.roadstead.config..")
                .orShould()
                .dependOnClassesThat()
                .haveNameMatching("io\\.fabric8\\.kubernetes\\.client\\.(Kubernetes|Config).*")
                .check(classes);
    }

    @Test
    void namesNoClassByItsLayer() {
        noClasses()
                .should()
                // cert-manager is the name of another project.
                .haveNameMatching(".*(Util|Utils|Helper|Impl|(?<!Cert)Manager)")
                .check(classes);
    }
}
