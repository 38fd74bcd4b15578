package glimpse.cluster.closure;

import java.io.PrintStream;
import java.io.Serializable;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.DoubleSummaryStatistics;
import java.util.IntSummaryStatistics;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.LongSummaryStatistics;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.logging.Logger;

/** What travels instead of an object whose class the JDK did not make serializable. Views arrive as copies, a lock as another lock. */
record StandIn(Kind kind, Object content) implements Serializable {

    /** What the content is. */
    enum Kind {
        OPTIONAL,
        OPTIONAL_INT,
        OPTIONAL_LONG,
        OPTIONAL_DOUBLE,
        ENTRY,
        LIST,
        SET,
        MAP,
        PATH,
        CHARSET,
        BYTES,
        OBJECT,
        OUT,
        ERR,
        LOGGER,
        INT_STATISTICS,
        LONG_STATISTICS,
        DOUBLE_STATISTICS
    }

    /** The stand-in for {@code value}, or the value itself if it needs none. */
    static Object of(Object value) {
        if (value instanceof Serializable) {
            return value instanceof PrintStream stream && isStandard(stream) ? standard(stream) : value;
        }
        if (value instanceof Collection || value instanceof Map || value instanceof Map.Entry) {
            return value.getClass().getName().startsWith("java.util.") ? collection(value) : value;
        }
        StandIn other = plain(value);
        return other == null ? value : other;
    }

    private static StandIn collection(Object value) {
        if (value instanceof Map<?, ?> map) {
            return new StandIn(Kind.MAP, new LinkedHashMap<>(map));
        }
        if (value instanceof Map.Entry<?, ?> entry) {
            return new StandIn(Kind.ENTRY, new Object[] {entry.getKey(), entry.getValue()});
        }
        return value instanceof Set<?> set
                ? new StandIn(Kind.SET, new LinkedHashSet<>(set))
                : new StandIn(Kind.LIST, new ArrayList<>((Collection<?>) value));
    }

    private static StandIn plain(Object value) {
        if (value instanceof Optional<?> optional) {
            return new StandIn(Kind.OPTIONAL, optional.orElse(null));
        }
        if (value instanceof OptionalInt optional) {
            return new StandIn(Kind.OPTIONAL_INT, optional.isPresent() ? optional.getAsInt() : null);
        }
        if (value instanceof OptionalLong optional) {
            return new StandIn(Kind.OPTIONAL_LONG, optional.isPresent() ? optional.getAsLong() : null);
        }
        if (value instanceof OptionalDouble optional) {
            return new StandIn(Kind.OPTIONAL_DOUBLE, optional.isPresent() ? optional.getAsDouble() : null);
        }
        if (value instanceof Path path) {
            return new StandIn(Kind.PATH, path.toString());
        }
        if (value instanceof Charset charset) {
            return new StandIn(Kind.CHARSET, charset.name());
        }
        if (value instanceof ByteBuffer buffer) {
            byte[] bytes = new byte[buffer.remaining()];
            buffer.duplicate().get(bytes);
            return new StandIn(Kind.BYTES, bytes);
        }
        if (value instanceof PrintStream stream && isStandard(stream)) {
            return standard(stream);
        }
        if (value instanceof Logger logger && logger.getName() != null) {
            return new StandIn(Kind.LOGGER, logger.getName());
        }
        return value.getClass() == Object.class ? new StandIn(Kind.OBJECT, null) : statistics(value);
    }

    private static StandIn statistics(Object value) {
        if (value instanceof IntSummaryStatistics all) {
            return new StandIn(
                    Kind.INT_STATISTICS, new long[] {all.getCount(), all.getMin(), all.getMax(), all.getSum()});
        }
        if (value instanceof LongSummaryStatistics all) {
            return new StandIn(
                    Kind.LONG_STATISTICS, new long[] {all.getCount(), all.getMin(), all.getMax(), all.getSum()});
        }
        if (value instanceof DoubleSummaryStatistics all) {
            return new StandIn(
                    Kind.DOUBLE_STATISTICS, new double[] {all.getCount(), all.getMin(), all.getMax(), all.getSum()});
        }
        return null;
    }

    static boolean isStandard(PrintStream stream) {
        return stream == System.out || stream == System.err;
    }

    private static StandIn standard(PrintStream stream) {
        return new StandIn(stream == System.out ? Kind.OUT : Kind.ERR, null);
    }

    private Object readResolve() {
        return switch (kind) {
            case OPTIONAL -> Optional.ofNullable(content);
            case OPTIONAL_INT -> content == null ? OptionalInt.empty() : OptionalInt.of((Integer) content);
            case OPTIONAL_LONG -> content == null ? OptionalLong.empty() : OptionalLong.of((Long) content);
            case OPTIONAL_DOUBLE -> content == null ? OptionalDouble.empty() : OptionalDouble.of((Double) content);
            case ENTRY -> Map.entry(((Object[]) content)[0], ((Object[]) content)[1]);
            case LIST, SET, MAP -> content;
            case PATH -> Path.of((String) content);
            case CHARSET -> Charset.forName((String) content);
            case BYTES -> ByteBuffer.wrap((byte[]) content);
            case OBJECT -> new Object();
            case OUT -> System.out;
            case ERR -> System.err;
            case LOGGER -> Logger.getLogger((String) content);
            case INT_STATISTICS -> intStatistics((long[]) content);
            case LONG_STATISTICS -> longStatistics((long[]) content);
            case DOUBLE_STATISTICS -> doubleStatistics((double[]) content);
        };
    }

    private static IntSummaryStatistics intStatistics(long[] all) {
        return new IntSummaryStatistics(all[0], (int) all[1], (int) all[2], all[3]);
    }

    private static LongSummaryStatistics longStatistics(long[] all) {
        return new LongSummaryStatistics(all[0], all[1], all[2], all[3]);
    }

    private static DoubleSummaryStatistics doubleStatistics(double[] all) {
        return new DoubleSummaryStatistics((long) all[0], all[1], all[2], all[3]);
    }
}
