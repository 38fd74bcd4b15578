package glimpse.kernel.terminal;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The cells that were typed at the prompt and ran without an error. One thread. */
final class TypedCells {
    private static final Pattern NUMBER = Pattern.compile("-?\\d{1,6}");

    private record Typed(int number, String code) {}

    private final List<Typed> cells = new ArrayList<>();

    void add(int number, String code) {
        cells.add(new Typed(number, code));
    }

    void clear() {
        cells.clear();
    }

    /** The cell that {@code !}, its number, or {@code -1} and so on from the end, stands for. */
    Optional<String> find(String name) {
        Matcher number = NUMBER.matcher(name);
        if (!name.equals("!") && !number.matches()) {
            return Optional.empty();
        }
        int wanted = name.equals("!") ? -1 : Integer.parseInt(name);
        if (wanted < 0) {
            return -wanted > cells.size()
                    ? Optional.empty()
                    : Optional.of(cells.get(cells.size() + wanted).code());
        }
        return cells.stream()
                .filter(each -> each.number() == wanted)
                .map(Typed::code)
                .findFirst();
    }

    /** All of them with their numbers, as {@code /list} shows them. */
    String list() {
        return cells.stream()
                .map(each -> String.format(
                        "%4d : %s%n", each.number(), each.code().strip().replace("\n", "\n       ")))
                .collect(Collectors.joining());
    }

    /** All of them as a script. */
    String script() {
        return cells.stream().map(each -> each.code().strip() + "\n").collect(Collectors.joining());
    }
}
