package dev.roadstead.operator;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
    private final JavaClasses classes = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.roadstead.operator");

    @Test
    void hasNoPackageCycle() {
        slices().matching("dev.roadstead.operator.(**)")
                .should()
                .beFreeOfCycles()
                .check(classes);
    }

    @Test
    void nobodyImportsTheRootPackage() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.roadstead.operator")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("dev.roadstead.operator")
                .check(classes);
    }

    @Test
    void kindsDoNotKnowEachOther() {
        slices().matching("dev.roadstead.operator.(registry|proxycache|nodemirror)..")
                .should()
                .notDependOnEachOther()
                .check(classes);
    }

    @Test
    void desiredObjectsAndStatusesArePure() {
        noClasses()
                .that()
                .haveSimpleNameStartingWith("Desired")
                .or()
                .haveSimpleNameEndingWith("Statuses")
                .or()
                .haveSimpleName("Collisions")
                .or()
                .haveSimpleName("Rotation")
                .or()
                .haveSimpleName("Census")
                .or()
                .haveSimpleName("Dependents")
                .should()
                .dependOnClassesThat()
                .haveFullyQualifiedName("io.fabric8.kubernetes.client.KubernetesClient")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(java.time.Instant.class, "now")
                .check(classes);
    }

    @Test
    void onlyTheRootPackageReadsTheEnvironmentAndEndsTheProcess() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.roadstead.operator")
                .should()
                .callMethod(System.class, "getenv", String.class)
                .orShould()
                .callMethod(System.class, "exit", int.class)
                .check(classes);
    }

    @Test
    void labelsAndAnnotationsAreWrittenInOnePlace() {
        classes()
                .that()
                .haveSimpleName("Labels")
                .or()
                .haveSimpleName("Names")
                .should()
                .resideInAPackage("dev.roadstead.operator.naming")
                .check(classes);
    }

    @Test
    void namesNoClassByItsLayer() {
        noClasses()
                .should()
                .haveNameMatching(".*(Util|Utils|Helper|Impl|Manager)")
                .check(classes);
    }
}
