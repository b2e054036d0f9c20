package dev.roadstead.sandbox;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

    private static final String ROOT = "dev.roadstead.sandbox";

    /// The packages that are functions over documents.
    private static final String[] PURE = {
        ROOT + ".apply..", ROOT + ".patch..", ROOT + ".schema..", ROOT + ".openapi..", ROOT + ".table.."
    };

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages(ROOT);

    @Test
    void packagesHaveNoCycles() {
        slices().matching(ROOT + ".(*)..").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void nobodyImportsTheRootPackage() {
        noClasses()
                .that()
                .resideOutsideOfPackage(ROOT)
                .should()
                .dependOnClassesThat()
                .resideInAPackage(ROOT)
                .allowEmptyShould(true)
                .check(CLASSES);
    }

    @Test
    void noClassHidesBehindAVagueName() {
        noClasses()
                .should()
                .haveNameMatching(".*(Util|Helper|Manager|Impl)[^.]*")
                .allowEmptyShould(true)
                .check(CLASSES);
    }

    @Test
    void documentFunctionsKnowNothingOfTheServerTheDiskOrThreads() {
        noClasses()
                .that()
                .resideInAnyPackage(PURE)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "java.nio.file..",
                        "java.net.http..",
                        "org.slf4j..",
                        ROOT,
                        ROOT + ".api..",
                        ROOT + ".http..",
                        ROOT + ".server..",
                        ROOT + ".store..")
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(Thread.class)
                .check(CLASSES);
    }

    @Test
    void theApiKnowsNoTransport() {
        noClasses()
                .that()
                .resideInAnyPackage(
                        ROOT + ".api..", ROOT + ".store..", ROOT + ".gc..", ROOT + ".kind..", ROOT + ".builtin..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("com.sun.net.httpserver..", ROOT + ".http..", ROOT + ".server..")
                .check(CLASSES);
    }
}
