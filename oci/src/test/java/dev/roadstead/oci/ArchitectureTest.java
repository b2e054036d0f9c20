package dev.roadstead.oci;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
    private static final JavaClasses MODULE = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.roadstead.oci");

    @Test
    void usesNothingButJacksonAndTheJdk() {
        classes()
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "dev.roadstead.oci..",
                        "java..",
                        "org.jspecify..",
                        "com.fasterxml.jackson.annotation..",
                        "com.fasterxml.jackson.core..")
                .check(MODULE);
    }

    @Test
    void doesNoInputOrOutput() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.nio.file..", "java.nio.channels..", "java.net..")
                .check(MODULE);
    }

    @Test
    void hasNoPackageCycle() {
        slices().matching("dev.roadstead.(**)").should().beFreeOfCycles().check(MODULE);
    }

    @Test
    void namesSayWhatAClassIs() {
        noClasses().should().haveNameMatching(".*(Util|Helper|Manager|Impl).*").check(MODULE);
    }
}
