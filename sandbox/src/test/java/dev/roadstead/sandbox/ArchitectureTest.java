package dev.roadstead.sandbox;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.roadstead.sandbox");

    @Test
    void packagesHaveNoCycle() {
        slices().matching("dev.roadstead.sandbox.(**)")
                .should()
                .beFreeOfCycles()
                .check(CLASSES);
    }

    @Test
    void nobodyImportsTheRootPackage() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.roadstead.sandbox")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("dev.roadstead.sandbox")
                .check(CLASSES);
    }

    @Test
    void namesSayWhatAClassIs() {
        noClasses().should().haveNameMatching(".*(Util|Helper|Manager|Impl).*").check(CLASSES);
    }

    @Test
    void theApiKnowsNoTransport() {
        noClasses()
                .that()
                .resideInAnyPackage("..api..", "..store..", "..gc..", "..kind..", "..builtin..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("com.sun.net.httpserver..", "..http..", "..server..")
                .check(CLASSES);
    }
}
