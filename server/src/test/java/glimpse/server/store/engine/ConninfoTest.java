package glimpse.server.store.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Connection strings out of libpq's manual, section 34.1.1. */
class ConninfoTest {
    private static Conninfo parse(String text) {
        return Conninfo.parse(text, Map.of());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "host=localhost port=5432 dbname=mydb connect_timeout=10 | jdbc:postgresql://localhost:5432/mydb",
                "host = 'db.example' dbname='a b'                        | jdbc:postgresql://db.example:5432/a+b",
                "hostaddr=127.0.0.1 host=ignored user=u                  | jdbc:postgresql://127.0.0.1:5432/u",
                "host=a,b port=1,2 dbname=d                              | jdbc:postgresql://a:1,b:2/d",
                "host=::1 dbname=d                                       | jdbc:postgresql://[::1]:5432/d",
                "dbname=d                                                | jdbc:postgresql://localhost:5432/d",
                "postgresql://localhost:5433                             | jdbc:postgresql://localhost:5433/root",
                "postgresql://localhost/mydb                             | jdbc:postgresql://localhost:5432/mydb",
                "postgres://user:secret@localhost/d%20d                  | jdbc:postgresql://localhost:5432/d+d",
                "postgresql://host1:123,host2:456/db?target_session_attrs=any | jdbc:postgresql://host1:123,host2:456/db",
                "postgresql://[2001:db8::1234]/database                  | jdbc:postgresql://[2001:db8::1234]:5432/database"
            })
    void addressesAreThoseOfLibpq(String text, String url) {
        String user = System.getProperty("user.name");
        assertThat(parse(text).url()).isEqualTo(url.replace("/root", "/" + user));
    }

    @Test
    void valuesMayBeQuotedAndEscaped() {
        Conninfo conninfo =
                parse("user=o\\'hara password='it''s not' ".replace("''", "\\'") + "host=h sslmode=require");
        assertThat(conninfo.properties())
                .containsEntry("user", "o'hara")
                .containsEntry("password", "it's not")
                .containsEntry("sslmode", "require");
        assertThat(parse("postgresql://me:p%40ss@h/d?sslmode=verify-full&options=-c%20a%3Db")
                        .properties())
                .containsEntry("user", "me")
                .containsEntry("password", "p@ss")
                .containsEntry("sslmode", "verify-full")
                .containsEntry("options", "-c a=b");
    }

    @Test
    void withoutAHostItIsTheUnixSocket() {
        assertThat(parse("").address()).isEqualTo("/var/run/postgresql/.s.PGSQL.5432");
        assertThat(parse("postgresql:///mydb?host=/tmp/x&port=77").address()).isEqualTo("/tmp/x/.s.PGSQL.77");
        assertThat(parse("host=/tmp/x").properties())
                .containsEntry("socketFactoryArg", "/tmp/x/.s.PGSQL.5432")
                .containsEntry("sslmode", "disable");
    }

    @Test
    void theEnvironmentCountsWhereNothingIsSaid() {
        Map<String, String> environment = Map.of("PGHOST", "h", "PGUSER", "me", "PGPORT", "9");
        assertThat(Conninfo.parse("port=8", environment).url()).isEqualTo("jdbc:postgresql://h:8/me");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "foo=bar          | invalid connection option \"\"foo\"\"",
                "host             | missing \"\"=\"\" after \"\"host\"\" in connection info string \"\"host\"\"",
                "host='x          | unterminated quoted string in connection info string \"\"host='x\"\"",
                "postgresql://h/d?x | missing key/value separator \"\"=\"\" in URI query parameter: \"\"x\"\""
            })
    void whatIsNoConnectionStringIsNamed(String text, String message) {
        assertThatThrownBy(() -> parse(text)).hasMessage(message.replace("\"\"", "\""));
    }
}
