package glimpse.kernel.screen;

import static org.assertj.core.api.Assertions.assertThat;

import glimpse.kernel.cell.CellOutput.Stream;
import glimpse.kernel.display.DisplayData;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ScreenOutputTest {
    private static final String UP = "\u001b[1A\r\u001b[J";

    private static final class Drawn implements Screen {
        final StringBuilder text = new StringBuilder();
        final boolean redraws;

        Drawn(boolean redraws) {
            this.redraws = redraws;
        }

        @Override
        public void print(Stream stream, String added) {
            text.append(added);
        }

        @Override
        public boolean redraws() {
            return redraws;
        }

        @Override
        public boolean colours() {
            return false;
        }

        @Override
        public int width() {
            return 20;
        }

        @Override
        public Optional<String> readLine(String prompt, boolean hidden) {
            return Optional.empty();
        }
    }

    private static DisplayData bar(String text) {
        return DisplayData.text(text).asProgress();
    }

    @Test
    void progressStaysBelowWhatIsPrinted() {
        Drawn screen = new Drawn(true);
        ScreenOutput output = new ScreenOutput(screen);
        output.display(bar("50 %"), Optional.of("p"));
        output.write(Stream.STDOUT, "line\n");
        output.update(bar("100 %"), "p");
        output.cellEnded();
        output.write(Stream.STDOUT, "late\n");
        assertThat(screen.text).hasToString("50 %\n" + UP + "line\n50 %\n" + UP + "100 %\nlate\n");
    }

    @Test
    void progressWaitsWhileALineIsBegun() {
        Drawn screen = new Drawn(true);
        ScreenOutput output = new ScreenOutput(screen);
        output.write(Stream.STDOUT, "dot");
        output.display(bar("50 %"), Optional.of("p"));
        output.write(Stream.STDOUT, ".\n");
        assertThat(screen.text).hasToString("dot.\n50 %\n");
    }

    @Test
    void progressIsCutAtTheWidthOfTheScreen() {
        Drawn screen = new Drawn(true);
        new ScreenOutput(screen).display(bar("\u001b[32m12345678901234567890\u001b[0mX"), Optional.of("p"));
        assertThat(screen.text).hasToString("\u001b[32m1234567890123456789\u001b[0m\n");
    }

    @Test
    void whereNothingCanBeRedrawnThereIsNoProgressAndUpdatesComeOnceAtTheEnd() {
        Drawn screen = new Drawn(false);
        ScreenOutput output = new ScreenOutput(screen);
        output.display(bar("50 %"), Optional.of("p"));
        output.update(bar("60 %"), "p");
        output.display(DisplayData.text("one"), Optional.of("d"));
        output.update(DisplayData.text("two"), "d");
        output.update(DisplayData.text("three"), "d");
        output.cellEnded();
        assertThat(screen.text).hasToString("one\nthree\n");
    }

    @Test
    void aCellThatEndsInsideALineGetsItsLineEnd() {
        Drawn screen = new Drawn(false);
        ScreenOutput output = new ScreenOutput(screen);
        output.write(Stream.STDOUT, "x");
        output.cellEnded();
        assertThat(screen.text).hasToString("x\n");
    }
}
