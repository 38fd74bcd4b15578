package glimpse.kernel.jupyter;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import glimpse.kernel.jupyter.wire.Channel;
import glimpse.kernel.jupyter.wire.Message;
import org.junit.jupiter.api.Test;

/** What a running cell shows, and when. */
class CellOutputTest extends KernelDialogue {
    @Test
    void displaysCarryTheirIdAndAreUpdatedAndCleared() {
        JsonNode request = execute("show <b>1</b>\nupdate <b>2</b>\nclear\nshow <b>3</b>");
        assertThat(iopubOf(request))
                .containsSubsequence(
                        "display_data: {\"text/html\":\"<b>1</b>\"} {\"display_id\":\"d1\"}",
                        "update_display_data: {\"text/html\":\"<b>2</b>\"} {\"display_id\":\"d1\"}",
                        "clear_output: true",
                        "display_data: {\"text/html\":\"<b>3</b>\"} {\"display_id\":\"d1\"}");
    }

    @Test
    void outputOfAThreadThatOutlivesItsCellBelongsToThatCell() {
        JsonNode first = execute("late from the first");
        assertThat(iopubOf(first)).contains("status: idle");
        JsonNode second = execute("await");
        interpreter.release();
        Message late = client.receive(Channel.IOPUB);
        while (!late.msgType().equals("stream")) {
            late = client.receive(Channel.IOPUB);
        }
        assertThat(late.parentHeader()).isEqualTo(first).isNotEqualTo(second);
        assertThat(late.content().path("text").asText()).isEqualTo("from the first\n");
    }

    @Test
    void aHundredThousandLinesArriveCompleteInOrderAndInFewMessages() {
        JsonNode cell = execute("lines 100000");
        StringBuilder text = new StringBuilder();
        int messages = 0;
        for (Message next = client.receive(Channel.IOPUB);
                !isIdleOf(next, cell);
                next = client.receive(Channel.IOPUB)) {
            if (next.msgType().equals("stream")) {
                text.append(next.content().path("text").asText());
                messages++;
            }
        }
        String[] lines = text.toString().split("\n");
        assertThat(lines).hasSize(100_000);
        for (int i = 0; i < lines.length; i++) {
            assertThat(lines[i]).isEqualTo("line " + i);
        }
        assertThat(messages).isLessThan(1_000);
    }
}
