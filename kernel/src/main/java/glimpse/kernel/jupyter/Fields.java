package glimpse.kernel.jupyter;

import com.fasterxml.jackson.databind.JsonNode;

/** Fields that a request must have, and Jupyter's cursors. */
final class Fields {
    private Fields() {}

    static String text(JsonNode content, String field) throws BadRequest {
        JsonNode value = content.path(field);
        if (!value.isTextual()) {
            throw new BadRequest(
                    field + " " + (value.isMissingNode() ? "is missing" : value) + " (expected: a string)");
        }
        return value.textValue();
    }

    /** {@code cursor_pos}, which counts code points, as an index into {@code code}; the end of the code if it is missing or beyond. */
    static int cursor(JsonNode content, String code) {
        int points = code.codePointCount(0, code.length());
        int cursor = content.path("cursor_pos").asInt(points);
        return code.offsetByCodePoints(0, Math.max(0, Math.min(cursor, points)));
    }

    /** The number of code points before {@code index}. */
    static int codePoints(String code, int index) {
        return code.codePointCount(0, index);
    }
}
