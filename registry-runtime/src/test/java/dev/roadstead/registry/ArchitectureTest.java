package dev.roadstead.registry;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ArchitectureTest {
    private static final String ROOT = "dev.roadstead.registry";
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages(ROOT);

    @Test
    void hasNoPackageCycle() {
        slices().matching(ROOT + ".(*)..").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void nobodyImportsTheRootPackage() {
        noClasses()
                .that()
                .resideInAPackage(ROOT + ".*..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage(ROOT)
                .check(CLASSES);
    }

    @Test
    void noNameSaysNothing() {
        noClasses()
                .should()
                .haveNameMatching(".*\\.[A-Za-z]*(Util|Utils|Helper|Manager|Impl)[A-Za-z]*")
                .check(CLASSES);
    }

    @Test
    void onlyStorageAndJournalWriteFiles() {
        ArchRule rule = noClasses()
                .that()
                .resideOutsideOfPackages(ROOT + ".storage..", ROOT + ".journal..")
                .should()
                .callMethodWhere(com.tngtech.archunit.base.DescribedPredicate.describe(
                        "writes a file",
                        call -> (call.getTargetOwner().isEquivalentTo(Files.class)
                                        && List.of("write", "writeString", "newOutputStream", "delete", "move", "copy")
                                                .contains(call.getName()))
                                || (call.getTargetOwner().isEquivalentTo(FileChannel.class)
                                        && call.getName().equals("write"))));
        rule.check(CLASSES);
    }

    @Test
    void onlyTheCommandLineEndsTheProcess() {
        noClasses()
                .that()
                .doNotHaveSimpleName("Main")
                .and()
                .doNotHaveSimpleName("ServeCommand")
                .should()
                .callMethod(System.class, "exit", int.class)
                .orShould()
                .callMethod(Runtime.class, "halt", int.class)
                .orShould()
                .callMethod(System.class, "getenv", String.class)
                .check(CLASSES);
    }

    @ParameterizedTest(name = "only {1} uses {0}")
    @MethodSource("libraries")
    void eachLibraryHasOneHome(String library, List<String> homes) {
        classes()
                .that()
                .resideOutsideOfPackages(homes.toArray(String[]::new))
                .should()
                .onlyDependOnClassesThat()
                .resideOutsideOfPackage(library)
                .check(CLASSES);
    }

    static Stream<Arguments> libraries() {
        return Stream.of(
                Arguments.of("io.netty..", List.of(ROOT + ".http")),
                Arguments.of("io.micrometer..", List.of(ROOT + ".telemetry")),
                Arguments.of("java.net.http..", List.of(ROOT + ".outbound")),
                Arguments.of("java.sql..", List.of(ROOT + ".metadata", ROOT + ".content", ROOT + ".gc")),
                Arguments.of("picocli..", List.of(ROOT)));
    }
}
