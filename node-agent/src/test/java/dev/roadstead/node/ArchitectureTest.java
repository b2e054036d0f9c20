package dev.roadstead.node;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
    private static final String ROOT = "dev.roadstead.node";
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
    void onlyMainEndsTheProcessAndReadsItsEnvironment() {
        noClasses()
                .that()
                .doNotHaveSimpleName("Main")
                .should()
                .callMethod(System.class, "exit", int.class)
                .orShould()
                .callMethod(System.class, "getenv")
                .orShould()
                .callMethod(System.class, "getenv", String.class)
                .check(classes);
    }

    @Test
    void onlyTheRuntimesClientTalksOverChannels() {
        noClasses()
                .that()
                .resideOutsideOfPackage(ROOT + ".cri")
                .should()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.nio.channels.SocketChannel")
                .check(classes);
    }

    @Test
    void plansAreMadeWithoutTouchingFilesOrTheNetwork() {
        noClasses()
                .that()
                .resideInAPackage(ROOT + ".hosts")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.nio.file..", "java.net.http..", "com.sun.net.httpserver..", ROOT + ".http..")
                .check(classes);
    }

    @Test
    void filesAreWrittenThroughTheDiskOnly() {
        DescribedPredicate<JavaCall<?>> writing = DescribedPredicate.describe(
                "writes files",
                call -> call.getTargetOwner().isEquivalentTo(Files.class)
                        && call.getName().matches("write.*|delete.*|create.*|move|copy|newOutputStream|newBuff.*ter"));
        noClasses()
                .that()
                .resideOutsideOfPackage(ROOT + ".files")
                .should()
                .callMethodWhere(writing)
                .check(classes);
    }
}
