package glimpse.server.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

class ManPageTest {
    @Test
    void everyOptionHasItsPlaceAndItsDefault() throws IOException {
        String page = Files.readString(Path.of("src/main/man/gearmand.8")).replace("\\-", "-");
        for (OptionSpec option :
                new CommandLine(new GearmandArguments()).getCommandSpec().options()) {
            for (String name : option.names()) {
                assertThat(page).containsPattern("(?m)^\\.(TP\\n\\.)?(BR?|BI) .*" + name + "\\b");
            }
            Object value = option.initialValue();
            boolean hasDefault = value instanceof Number || (value instanceof String text && !text.isEmpty());
            if (hasDefault && !option.longestName().equals("--threads")) {
                assertThat(page)
                        .as(option.longestName())
                        .containsPattern("(?m)" + option.longestName() + "\\b.*\\(=" + value + "\\)");
            }
        }
    }
}
