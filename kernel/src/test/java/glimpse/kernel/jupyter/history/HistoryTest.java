package glimpse.kernel.jupyter.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HistoryTest {
    private int line = 1;

    @TempDir
    private Path folder;

    @Test
    void sessionsFollowEachOtherInOneFile() throws InterruptedException {
        Path file = folder.resolve("deep/er/history.sqlite");
        try (History first = History.in(file)) {
            first.add(1, "int a", Optional.empty());
            first.add(2, "a", Optional.of("0"));
        }
        try (History second = History.in(file);
                History third = History.in(file)) {
            second.add(1, "b", Optional.empty());
            assertThat(second.find(new Query.Tail(10)))
                    .containsExactly(
                            new Entry(1, 1, "int a", Optional.empty()),
                            new Entry(1, 2, "a", Optional.of("0")),
                            new Entry(2, 1, "b", Optional.empty()));
            third.add(1, "c", Optional.empty());
            assertThat(third.find(new Query.Range(0, 0, OptionalInt.empty())))
                    .containsExactly(new Entry(3, 1, "c", Optional.empty()));
            assertThat(inputs(third, new Query.Range(-2, 1, OptionalInt.of(2)))).containsExactly("int a");
            assertThat(inputs(third, new Query.Range(1, 2, OptionalInt.empty())))
                    .containsExactly("a");
        }
    }

    @Test
    void searchTakesPatternsALimitAndEachTextOnce() throws InterruptedException {
        try (History history = History.inMemory()) {
            List.of("map(f)", "range(1)", "map(g)", "map(f)")
                    .forEach(each -> history.add(line++, each, Optional.empty()));
            assertThat(inputs(history, new Query.Search("map*", OptionalInt.empty(), false)))
                    .containsExactly("map(f)", "map(g)", "map(f)");
            assertThat(inputs(history, new Query.Search("map(?)", OptionalInt.of(2), false)))
                    .containsExactly("map(g)", "map(f)");
            assertThat(inputs(history, new Query.Search("*", OptionalInt.empty(), true)))
                    .containsExactly("range(1)", "map(g)", "map(f)");
        }
    }

    @Test
    void aFileThatCannotBeUsedIsReplacedByMemory() throws IOException, InterruptedException {
        Path notADatabase = Files.writeString(folder.resolve("history.sqlite"), "not a database ".repeat(100));
        try (History history = History.in(notADatabase)) {
            history.add(1, "a", Optional.empty());
            assertThat(inputs(history, new Query.Tail(5))).containsExactly("a");
        }
    }

    private static List<String> inputs(History history, Query query) throws InterruptedException {
        return history.find(query).stream().map(Entry::input).toList();
    }
}
