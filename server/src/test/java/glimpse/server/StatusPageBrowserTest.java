package glimpse.server;

import static org.assertj.core.api.Assertions.assertThat;

import glimpse.gearman.packet.Packet;
import glimpse.gearman.packet.PacketType;
import glimpse.server.command.Queues;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The status page in a real browser. */
class StatusPageBrowserTest {
    private static final String ROW =
            "[...document.querySelectorAll('#functions tr')].find(r => r.cells[0].textContent ==="
                    + " '%s').innerText.split('\\\\t').slice(0, 6).join(' ') === '%s'";

    @Test
    void thePageShowsFunctionsAndJobsAndLivesWithoutReloading(@TempDir Path folder)
            throws IOException, InterruptedException {
        List<String> queue = List.of("--queue-type=libsqlite3", "--libsqlite3-db=" + folder.resolve("jobs.db"));
        ServerOptions options = ServerOptions.embedded().withQueue(Queues.parse(queue));
        try (GearmandServer server = GearmandServer.start(options.withWeb("127.0.0.1", OptionalInt.of(0)));
                Dialogue worker = new Dialogue(server.port());
                Dialogue client = new Dialogue(server.port());
                Browser browser = new Browser()) {
            worker.sends(PacketType.SET_CLIENT_ID, "thumbnails-1").sends(PacketType.CAN_DO, "resize_image");
            for (int i = 0; i < 12; i++) {
                client.sends(PacketType.SUBMIT_JOB_BG, "resize_image", "").receives(PacketType.JOB_CREATED);
                client.sends(PacketType.SUBMIT_JOB_LOW_BG, "send_mail", "").receives(PacketType.JOB_CREATED);
            }
            client.sends(PacketType.SUBMIT_JOB_HIGH_BG, "resize_image", "").receives(PacketType.JOB_CREATED);
            String handle = worker.sends(PacketType.GRAB_JOB)
                    .receives(PacketType.JOB_ASSIGN)
                    .text(0);

            browser.opens("http://127.0.0.1:" + server.webPort().getAsInt() + "/");
            browser.until("document.getElementById('state').textContent === 'live'");
            browser.until(ROW.formatted("resize_image", "resize_image 0 12 0 1 1"));
            browser.until(ROW.formatted("send_mail", "send_mail 0 0 12 0 0"));
            browser.until("document.getElementById('waiting').textContent === '24'");
            browser.until("document.getElementById('storeState').textContent === 'works'");
            browser.until("!document.getElementById('store').hidden");
            browser.until("document.getElementById('storeWaiting').textContent === '0'");
            browser.until("document.getElementById('running').rows[0].cells[0].textContent === '" + handle + "'");
            browser.value("(window.untouched = true)");

            worker.sends(Packet.of(PacketType.WORK_COMPLETE, handle));
            for (int i = 0; i < 4; i++) {
                String next = worker.sends(PacketType.GRAB_JOB)
                        .receives(PacketType.JOB_ASSIGN)
                        .text(0);
                if (i < 3) {
                    worker.sends(Packet.of(PacketType.WORK_COMPLETE, next));
                }
            }
            browser.until(ROW.formatted("resize_image", "resize_image 0 8 0 1 1"));
            browser.until("document.getElementById('completedRate').textContent !== '–'");
            assertThat(browser.value("window.untouched === true")).isEqualTo("{\"value\":true}");
            browser.screenshot(Path.of("target", "gearmand-status.png"));
            worker.sends(PacketType.CAN_DO, "<img src=x onerror=alert(1)>");
            browser.until(ROW.formatted("<img src=x onerror=alert(1)>", "<img src=x onerror=alert(1)> 0 0 0 0 1"));
            assertThat(browser.value("document.querySelector('img') === null")).isEqualTo("{\"value\":true}");

            assertThat(client.asks("shutdown", "\r\n")).isEqualTo("OK\r\n");
            browser.until("document.getElementById('state').className === 'lost'");
        }
    }
}
