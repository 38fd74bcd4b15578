package glimpse.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The walls of the house, as ARCHITECTURE.md draws them. */
class ArchitectureTest {
    private static final JavaClasses GLIMPSE = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .withImportOption(location -> !location.contains("-tests.jar"))
            .importPackages("glimpse");

    @Test
    void everyRoomIsSeen() {
        Set<String> rooms = new TreeSet<>();
        for (JavaClass type : GLIMPSE) {
            rooms.add(type.getPackageName());
        }
        assertThat(rooms)
                .contains(
                        "glimpse.api",
                        "glimpse.gearman.packet",
                        "glimpse.gearman.client",
                        "glimpse.gearman.worker",
                        "glimpse.cluster.config",
                        "glimpse.cluster.channel",
                        "glimpse.cluster.closure",
                        "glimpse.cluster.pool",
                        "glimpse.broker",
                        "glimpse.worker.node",
                        "glimpse.worker.slot",
                        "glimpse.kernel.session",
                        "glimpse.kernel.jupyter",
                        "glimpse.kernel.terminal",
                        "glimpse.kernel.script",
                        "glimpse.launcher");
        assertThat(GLIMPSE.size()).isGreaterThan(250);
    }

    @Test
    void serverBrokerWorkerAndKernelMeetOnlyOnTheWire() {
        List<String> parts = List.of("glimpse.server..", "glimpse.broker..", "glimpse.worker..", "glimpse.kernel..");
        for (String part : parts) {
            String[] others =
                    parts.stream().filter(other -> !other.equals(part)).toArray(String[]::new);
            noClasses()
                    .that()
                    .resideInAPackage(part)
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(others)
                    .check(GLIMPSE);
        }
    }

    @Test
    void theProtocolKnowsNobody() {
        noClasses()
                .that()
                .resideInAPackage("glimpse.gearman..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "glimpse.cluster..",
                        "glimpse.server..",
                        "glimpse.broker..",
                        "glimpse.worker..",
                        "glimpse.kernel..",
                        "io.netty..")
                .check(GLIMPSE);
    }

    @Test
    void theClusterKnowsOnlyTheProtocol() {
        noClasses()
                .that()
                .resideInAPackage("glimpse.cluster..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "glimpse.server..", "glimpse.broker..", "glimpse.worker..", "glimpse.kernel..", "glimpse.api..")
                .check(GLIMPSE);
    }

    @Test
    void packagesHaveNoCycles() {
        slices().matching("glimpse.(*).(*)..").should().beFreeOfCycles().check(GLIMPSE);
    }

    @Test
    void theJobServersCoreHasNoLockNoClockAndNoInputOutput() {
        noClasses()
                .that()
                .resideInAPackage("glimpse.server.job..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "io.netty..",
                        "java.util.concurrent..",
                        "java.net..",
                        "java.nio.channels..",
                        "java.io..",
                        "java.time..",
                        "java.sql..")
                .check(GLIMPSE);
        noClasses()
                .that()
                .resideInAPackage("glimpse.server.job..")
                .should()
                .callMethod(System.class, "nanoTime")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .check(GLIMPSE);
    }

    @Test
    void mainsLiveInTheLauncherAndTheBenchmarksOnly() {
        for (JavaClass type : GLIMPSE) {
            for (JavaMethod method : type.getMethods()) {
                if (method.getName().equals("main")
                        && method.getRawParameterTypes().size() == 1) {
                    assertThat(type.getPackageName())
                            .as("main in %s", type.getName())
                            .startsWith("glimpse.launcher");
                }
            }
        }
    }
}
