package glimpse.kernel.magic;

import glimpse.kernel.cell.CellOutput.Stream;
import glimpse.kernel.display.DisplayData;
import glimpse.kernel.display.TextForm;
import glimpse.kernel.display.TextTable;
import glimpse.kernel.session.Outcome;
import glimpse.kernel.session.Variable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The variables of the session. */
@Magic(
        value = {"whos", "who"},
        usage = "%whos",
        help = "shows the variables with their types and values; %who their names only")
public final class WhosMagic implements MagicAction {
    private static final int VALUE_CHARACTERS = 60;

    @Override
    public Outcome run(MagicCall call) {
        List<Variable> variables = call.context().session().variables();
        if (call.name().equals("who") || variables.isEmpty()) {
            String names =
                    String.join("  ", variables.stream().map(Variable::name).toList());
            call.context().output().write(Stream.STDOUT, (names.isEmpty() ? "no variables" : names) + "\n");
        } else {
            List<Map<String, String>> rows = rows(variables);
            DisplayData table = call.context().renderers().render(rows).with(DisplayData.TEXT, TextTable.of(rows));
            call.context().output().display(table, Optional.empty());
        }
        return new Outcome.NoValue(List.of());
    }

    /** Name, type and shortened value of each. */
    public static List<Map<String, String>> rows(List<Variable> variables) {
        return variables.stream().map(WhosMagic::row).toList();
    }

    private static Map<String, String> row(Variable variable) {
        String value = TextForm.of(variable.value()).replaceAll("\\s+", " ");
        Map<String, String> row = new LinkedHashMap<>();
        row.put("name", variable.name());
        row.put("type", variable.typeName());
        row.put("value", value.length() <= VALUE_CHARACTERS ? value : value.substring(0, VALUE_CHARACTERS - 1) + "…");
        return row;
    }
}
