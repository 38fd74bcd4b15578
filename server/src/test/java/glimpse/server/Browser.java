package glimpse.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A real Chromium without a window, driven through chromedriver. */
final class Browser implements AutoCloseable {
    private static final Duration WAIT = Duration.ofSeconds(60);
    private static final String CAPABILITIES = """
            {"capabilities": {"alwaysMatch": {"goog:chromeOptions": {"args": ["--headless=new", "--no-sandbox",
             "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run", "--window-size=1200,800"]}}}}""";

    private final HttpClient http = HttpClient.newHttpClient();
    private final Process driver;
    private final String session;

    Browser() throws IOException, InterruptedException {
        driver = new ProcessBuilder("chromedriver", "--port=0")
                .redirectErrorStream(true)
                .start();
        try {
            String port = find("started successfully on port (\\d+)", firstLines());
            String base = "http://127.0.0.1:" + port + "/session";
            session = base + "/" + find("\"sessionId\":\"([^\"]+)\"", post(base, CAPABILITIES));
        } catch (IOException | RuntimeException | Error e) {
            driver.destroyForcibly();
            throw e;
        }
    }

    private String firstLines() throws IOException {
        BufferedReader out = new BufferedReader(new InputStreamReader(driver.getInputStream(), UTF_8));
        StringBuilder lines = new StringBuilder();
        for (String line = out.readLine(); line != null; line = out.readLine()) {
            lines.append(line).append('\n');
            if (line.contains("started successfully")) {
                break;
            }
        }
        return lines.toString();
    }

    private static String find(String pattern, String text) {
        Matcher matcher = Pattern.compile(pattern).matcher(text);
        if (!matcher.find()) {
            throw new AssertionError("expected " + pattern + " in: " + text);
        }
        return matcher.group(1);
    }

    private String post(String url, String json) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url))
                .timeout(WAIT)
                .POST(BodyPublishers.ofString(json))
                .build();
        return http.send(request, BodyHandlers.ofString()).body();
    }

    void opens(String url) throws IOException, InterruptedException {
        post(session + "/url", "{\"url\":\"" + url + "\"}");
    }

    /** The value of a JavaScript expression, as JSON; the expression may have no double quotes. */
    String value(String expression) throws IOException, InterruptedException {
        return post(session + "/execute/sync", "{\"script\":\"return " + expression + "\",\"args\":[]}");
    }

    /** Waits until the expression is true. */
    void until(String expression) throws IOException, InterruptedException {
        long end = System.nanoTime() + WAIT.toNanos();
        while (!value(expression).equals("{\"value\":true}")) {
            if (System.nanoTime() > end) {
                throw new AssertionError(
                        expression + " did not become true; the page says: " + value("document.body.innerText"));
            }
            driver.waitFor(50, TimeUnit.MILLISECONDS);
        }
    }

    void screenshot(Path file) throws IOException, InterruptedException {
        String answer = http.send(
                        HttpRequest.newBuilder(URI.create(session + "/screenshot"))
                                .timeout(WAIT)
                                .build(),
                        BodyHandlers.ofString())
                .body();
        Files.write(file, Base64.getDecoder().decode(find("\"value\":\"([^\"]+)\"", answer)));
    }

    @Override
    public void close() throws IOException {
        try {
            http.send(
                    HttpRequest.newBuilder(URI.create(session))
                            .timeout(WAIT)
                            .DELETE()
                            .build(),
                    BodyHandlers.discarding());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            driver.descendants().forEach(ProcessHandle::destroyForcibly);
            driver.destroyForcibly();
        }
    }
}
