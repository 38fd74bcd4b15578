package glimpse.kernel.magic;

import glimpse.kernel.cell.CellOutput;
import glimpse.kernel.dependency.Dependencies;
import glimpse.kernel.session.NearNames;
import glimpse.kernel.session.Outcome;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The table of magics of one session. Any thread. */
public final class Magics {
    private final Map<String, MagicAction> byName = new ConcurrentHashMap<>();

    /** The table every session begins with. */
    public static Magics standard() {
        Magics magics = new Magics();
        CommandEnvironment environment = new CommandEnvironment();
        Dependencies dependencies = new Dependencies();
        List.of(
                        new ClasspathMagic(),
                        new ClusterMagic(),
                        new DeclaredMagic(),
                        new DocMagic(),
                        new DropMagic(),
                        new EnvMagic(environment),
                        new HistoryMagic(),
                        new JavapMagic(),
                        new JdkMagic(),
                        new LoadMagic(),
                        new LsmagicMagic(),
                        new MarkupMagic(),
                        new MavenMagic(dependencies),
                        new MavenRepoMagic(dependencies),
                        new PomMagic(dependencies),
                        new PwdMagic(),
                        new ResetMagic(),
                        new ShellMagic(environment),
                        new TimeMagic(),
                        new TimeitMagic(),
                        new WhosMagic(),
                        new WorkersMagic(),
                        new WritefileMagic())
                .forEach(magics::register);
        return magics;
    }

    /**
     * Adds a magic, or replaces those of its names.
     *
     * @throws IllegalArgumentException if its class has no {@link Magic} annotation
     */
    public void register(MagicAction magic) {
        for (String name : annotation(magic).value()) {
            byName.put(name, magic);
        }
    }

    /**
     * Adds a magic under one name.
     *
     * @throws IllegalArgumentException if no cell could name it
     */
    public void register(String name, MagicAction magic) {
        if (!name.matches("[A-Za-z][\\w-]*")) {
            throw new IllegalArgumentException(name + " (expected: a letter, then letters, digits, - or _)");
        }
        byName.put(name, magic);
    }

    public Optional<MagicAction> find(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    /** What the magic of that name says of itself. */
    public Optional<Magic> annotationOf(String name) {
        return find(name).map(Magics::annotation);
    }

    /** Runs the magic that a cell names. */
    public Outcome run(MagicCall call) throws Exception {
        MagicAction magic = named(call.name());
        if (call.arguments().equals("?") || call.arguments().equals("--help")) {
            call.context().output().write(CellOutput.Stream.STDOUT, help(magic));
            return new Outcome.NoValue(List.of());
        }
        boolean cellForm = call.body().isPresent();
        if (usage(magic).stream().noneMatch(usage -> usage.startsWith("%%") == cellForm)) {
            throw new MagicException("type it as " + String.join(" or ", usage(magic)));
        }
        return magic.run(call);
    }

    /** @throws MagicException if there is none of that name */
    MagicAction named(String name) throws MagicException {
        return find(name)
                .orElseThrow(
                        () -> new MagicException("there is no magic %" + name + near(name) + "; %lsmagic lists them"));
    }

    /** The magics, each once, by name. */
    public List<MagicAction> all() {
        return byName.values().stream()
                .distinct()
                .sorted(Comparator.comparing(magic -> usage(magic).get(0).replace("%", "")))
                .toList();
    }

    /** All names and what to say of each. */
    public Map<String, String> names() {
        Map<String, String> names = new LinkedHashMap<>();
        byName.keySet().stream()
                .sorted()
                .forEach(name -> names.put(name, annotation(byName.get(name)).help()));
        return names;
    }

    /** How to type a magic and what it does. */
    static String help(MagicAction magic) {
        return String.join("\n", usage(magic)) + "\n    " + annotation(magic).help() + "\n";
    }

    static List<String> usage(MagicAction magic) {
        return magic instanceof FunctionMagic made
                ? made.usage()
                : List.of(annotation(magic).usage());
    }

    static Magic annotation(MagicAction magic) {
        Magic annotation = magic.getClass().getAnnotation(Magic.class);
        if (annotation == null) {
            throw new IllegalArgumentException(magic.getClass().getName() + " has no @Magic annotation");
        }
        return annotation;
    }

    private String near(String name) {
        return NearNames.of(name, byName.keySet()).stream()
                .findFirst()
                .map(each -> " (did you mean %" + each + "?)")
                .orElse("");
    }
}
