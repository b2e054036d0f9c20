package dev.roadstead.bench;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
    private static final String ROOT = "dev.roadstead.bench";
    private final JavaClasses classes = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages(ROOT);

    @Test
    void packagesHaveNoCycle() {
        slices().matching(ROOT + ".(*)..").should().beFreeOfCycles().check(classes);
    }

    @Test
    void nobodyImportsTheRootPackage() {
        noClasses()
                .that()
                .resideInAPackage(ROOT + ".*..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage(ROOT)
                .check(classes);
    }

    @Test
    void namesSayWhatAClassIs() {
        noClasses()
                .should()
                .haveNameMatching(".*(Util|Helper|Manager|Impl)[^.]*")
                .check(classes);
    }

    @Test
    void startsRegistriesAndKnowsNoneOfTheirClasses() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "dev.roadstead.oci..",
                        "dev.roadstead.config..",
                        "dev.roadstead.registry..",
                        "dev.roadstead.operator..")
                .check(classes);
    }

    @Test
    void onlyMainEndsTheProcessAndNobodyReadsItsEnvironment() {
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
    void theGeneratorIsMadeOfTheJdkAlone() {
        noClasses()
                .that()
                .resideInAPackage(ROOT + ".load")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("com.fasterxml..", "java.net.http..", ROOT + ".scenario", ROOT + ".contender")
                .check(classes);
    }
}
