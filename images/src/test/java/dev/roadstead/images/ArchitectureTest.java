package dev.roadstead.images;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
    private final JavaClasses classes = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.roadstead.images");

    @Test
    void takesProgramsAsFilesAndKnowsNoneOfTheirClasses() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "dev.roadstead.operator..",
                        "dev.roadstead.registry..",
                        "dev.roadstead.node..",
                        "dev.roadstead.sandbox..")
                .check(classes);
    }

    @Test
    void onlyMainEndsTheProcessAndReadsItsEnvironment() {
        noClasses()
                .that()
                .doNotHaveSimpleName("Main")
                .should()
                .callMethod(System.class, "exit", int.class)
                .orShould()
                .callMethod(System.class, "getenv", String.class)
                .check(classes);
    }

    @Test
    void onlyTheBuilderAndTheBaseKnowJib() {
        noClasses()
                .that()
                .doNotHaveSimpleName("ImageBuilder")
                .and()
                .doNotHaveSimpleName("Base")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("com.google.cloud.tools.jib..")
                .check(classes);
    }
}
