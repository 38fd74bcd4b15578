package glimpse.kernel.interpreter;

import glimpse.api.Detached;
import glimpse.api.Forms;
import glimpse.api.Functions;
import glimpse.api.Glimpse;
import glimpse.api.WorkerPlaces;
import glimpse.cluster.channel.LogEvent;
import glimpse.cluster.closure.Shared;
import glimpse.cluster.closure.runtime.WorkerMemory;
import glimpse.cluster.config.ClusterConfig;
import glimpse.cluster.function.Serving;
import glimpse.cluster.pool.MapException;
import glimpse.cluster.pool.MapOptions;
import glimpse.cluster.pool.Submission;
import glimpse.gearman.packet.Priority;
import glimpse.kernel.cell.Callbacks;
import glimpse.kernel.cell.Cell;
import glimpse.kernel.cell.CellOutput;
import glimpse.kernel.cell.CellOutput.Stream;
import glimpse.kernel.cell.CellResult;
import glimpse.kernel.cell.CellStreams;
import glimpse.kernel.cell.Completeness;
import glimpse.kernel.cell.Completions;
import glimpse.kernel.cell.CurrentCell;
import glimpse.kernel.cell.Evaluator;
import glimpse.kernel.cell.Interpreter;
import glimpse.kernel.cell.RanCells;
import glimpse.kernel.cell.ShownIds;
import glimpse.kernel.cluster.Closing;
import glimpse.kernel.cluster.Cluster;
import glimpse.kernel.cluster.ClusterLauncher;
import glimpse.kernel.cluster.SessionCluster;
import glimpse.kernel.display.DisplayData;
import glimpse.kernel.display.Renderers;
import glimpse.kernel.display.plot.Plot;
import glimpse.kernel.magic.CellParts;
import glimpse.kernel.magic.Extensions;
import glimpse.kernel.magic.MagicAction;
import glimpse.kernel.magic.MagicCall;
import glimpse.kernel.magic.MagicException;
import glimpse.kernel.magic.Magics;
import glimpse.kernel.magic.Part;
import glimpse.kernel.magic.WhosMagic;
import glimpse.kernel.session.JavaSession;
import glimpse.kernel.session.Outcome;
import glimpse.kernel.session.SessionOptions;
import glimpse.kernel.widget.Interaction;
import glimpse.kernel.widget.Widget;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * The interpreter of Java cells with magics. One cell runs at a time; {@link #interrupt} and the analysing methods come from any
 * thread.
 */
public final class JavaInterpreter implements Interpreter {
    /** A call without a receiver of what may need workers; until one comes, a session has no second process. */
    private static final Pattern CLUSTER_CALL = Pattern.compile(
            "(?<![.\\w])(?:i?map\\w*|flatMap|reduce|each|cluster|makePool)\\s*\\(|\\bPools\\.|(?m)^\\s*%%?cluster");

    private static final Duration UNINSTALL_WAIT = Duration.ofSeconds(1);

    private final JavaSession session;
    private final Optional<SessionCluster> cluster;
    private final Renderers renderers = Renderers.standard();
    private final Magics magics = Magics.standard();
    private final Map<Class<?>, Object> services;
    private final RunningCell running;
    private final CodeAnalysis analysis;
    private final ShownIds shownIds = new ShownIds();
    private final RanCells cells = new RanCells();
    private final Extensions extensions = new Extensions();

    /** Opens a session without a cluster. */
    public static JavaInterpreter open(SessionOptions options) {
        return new JavaInterpreter(JavaSession.open(withApi(options)), Optional.empty());
    }

    /**
     * Opens a session with a cluster, which is started or connected when it is first needed.
     *
     * @param launcher starts a cluster of the session's own
     * @param config the cluster to use from the start; empty for the session's own
     */
    public static JavaInterpreter open(
            SessionOptions options, ClusterLauncher launcher, Optional<ClusterConfig> config) {
        JavaSession session = JavaSession.open(withApi(options));
        return new JavaInterpreter(
                session, Optional.of(new SessionCluster(launcher, config, session.sessionClasses())));
    }

    private static SessionOptions withApi(SessionOptions options) {
        SessionOptions visible = options;
        for (Class<?> type : List.of(
                Glimpse.class,
                DisplayData.class,
                Plot.class,
                Widget.class,
                MagicAction.class,
                Outcome.class,
                MapOptions.class,
                Priority.class,
                WorkerMemory.class,
                Shared.class,
                Serving.class,
                Cluster.class,
                LogEvent.class)) {
            visible = visible.withVisiblePackage(type.getPackageName());
        }
        for (String name : OtherKernels.PACKAGES) {
            visible = visible.withVisiblePackage(name);
        }
        return visible.withImport("static " + Glimpse.class.getName() + ".*")
                .withImport("static " + Forms.class.getName() + ".*")
                .withImport("static " + Functions.class.getName() + ".*")
                .withImport("static " + Detached.class.getName() + ".*")
                .withImport("static " + WorkerPlaces.class.getName() + ".*")
                .withImport("static " + WorkerMemory.class.getName() + ".memory")
                .withImport(Shared.class.getName())
                .withImport(MapOptions.class.getName())
                .withImport(Submission.class.getName())
                .withImport(MapException.class.getName());
    }

    private JavaInterpreter(JavaSession session, Optional<SessionCluster> cluster) {
        this.session = session;
        this.cluster = cluster;
        this.running = new RunningCell(session);
        this.analysis = new CodeAnalysis(session, new Inspections(session), magics);
        this.services = services();
        renderers.register(Widget.class, widget -> widget.render());
        renderers.register(Interaction.class, Interaction::render);
    }

    private Map<Class<?>, Object> services() {
        Map<Class<?>, Object> byType = new LinkedHashMap<>();
        byType.put(Renderers.class, renderers);
        byType.put(Magics.class, magics);
        byType.put(ShownIds.class, shownIds);
        byType.put(RanCells.class, cells);
        byType.put(Callbacks.class, (Callbacks) this::callback);
        byType.put(Extensions.class, extensions);
        byType.put(Evaluator.class, new NestedCells(this, running));
        cluster.ifPresent(present -> byType.put(SessionCluster.class, present));
        return byType;
    }

    @Override
    public CellResult run(Cell cell, CellOutput output) {
        cells.add(cell);
        running.begin();
        try {
            CellStreams.install();
            if (CLUSTER_CALL.matcher(cell.code()).find()) {
                cluster.ifPresent(SessionCluster::warm); // while the cell is compiled
            }
            return new CurrentCell(cell, output, services).call(() -> result(runParts(cell, output), output));
        } finally {
            running.end();
        }
    }

    private void callback(Cell cell, CellOutput output, Supplier<Optional<DisplayData>> body) {
        if (running.active()) {
            new CurrentCell(cell, output, services)
                    .call(body::get)
                    .ifPresent(data -> output.display(data, Optional.empty()));
            return;
        }
        running.begin();
        try {
            CellResult result = new CurrentCell(cell, output, services)
                    .call(() -> callbackResult(running.java(() -> session.call(cell.name(), body::get))));
            if (result instanceof CellResult.Completed completed) {
                completed.value().ifPresent(value -> output.display(value, Optional.empty()));
            } else if (result instanceof CellResult.Failed failed) {
                output.write(Stream.STDERR, String.join("\n", failed.traceback()) + "\n");
            } else {
                output.write(Stream.STDERR, "interrupted\n");
            }
        } finally {
            running.end();
        }
    }

    private CellResult callbackResult(Outcome outcome) {
        if (outcome instanceof Outcome.Failed failed) {
            return Traceback.of(failed, session::line);
        }
        return outcome instanceof Outcome.Value value && value.value() instanceof Optional<?> shown
                ? new CellResult.Completed(shown.map(DisplayData.class::cast))
                : new CellResult.Interrupted();
    }

    private CellResult result(Outcome outcome, CellOutput output) {
        if (running.stopped() || outcome instanceof Outcome.Interrupted) {
            return new CellResult.Interrupted();
        }
        if (outcome instanceof Outcome.Failed failed) {
            return Traceback.of(failed, session::line);
        }
        if (outcome instanceof Outcome.NoValue none) {
            none.notices().forEach(notice -> output.write(Stream.STDERR, notice + "\n"));
            return new CellResult.Completed(Optional.empty());
        }
        Object value = ((Outcome.Value) outcome).value();
        boolean saysNothing =
                shownIds.isLast(value) || value == System.out || value == System.err; // display's id, printf's stream
        return new CellResult.Completed(saysNothing ? Optional.empty() : Optional.of(renderers.render(value)));
    }

    Outcome runParts(Cell cell, CellOutput output) {
        Outcome last = new Outcome.NoValue(List.of());
        for (Part part : CellParts.of(cell.code(), this::isMagic, analysis::isExpression)) {
            if (running.stopped()) {
                return new Outcome.Interrupted();
            }
            last = runPart(part, cell, output);
            if (last instanceof Outcome.Failed || last instanceof Outcome.Interrupted) {
                return last;
            }
        }
        return last;
    }

    private Outcome runPart(Part part, Cell cell, CellOutput output) {
        CellContext context = new CellContext(this, cell, output);
        if (part instanceof Part.Java java) {
            return running.java(() -> session.run(new Cell(cell.name(), "\n".repeat(java.line() - 1) + java.code())));
        }
        if (part instanceof Part.LineMagic magic) {
            return runMagic(new MagicCall(magic.line(), magic.name(), magic.arguments(), Optional.empty(), context));
        }
        if (part instanceof Part.CellMagic magic) {
            return runMagic(
                    new MagicCall(magic.line(), magic.name(), magic.arguments(), Optional.of(magic.body()), context));
        }
        Part.ShellCommand command = (Part.ShellCommand) part;
        return runMagic(new MagicCall(command.line(), "!", command.command(), Optional.empty(), context));
    }

    Outcome runMagic(MagicCall call) {
        try {
            return magics.run(call);
        } catch (InterruptedException e) {
            return new Outcome.Interrupted();
        } catch (MagicException e) {
            String magic = call.name().equals("!") ? "!" : (call.body().isPresent() ? "%%" : "%") + call.name();
            String place = call.context().cell().name() + ":" + call.line() + ": ";
            return new Outcome.Threw(new MagicException(place + magic + ": " + e.getMessage(), e.getCause()));
        } catch (Exception | LinkageError e) {
            return new Outcome.Threw(e);
        }
    }

    private boolean isMagic(String name) {
        return magics.find(name).isPresent();
    }

    @Override
    public boolean interrupt() {
        return running.interrupt();
    }

    @Override
    public Completions complete(String code, int cursor) {
        return analysis.complete(code, cursor);
    }

    @Override
    public Optional<DisplayData> inspect(String code, int cursor, Detail detail) {
        return analysis.inspect(code, cursor, detail);
    }

    @Override
    public Completeness completeness(String code) {
        return analysis.completeness(code);
    }

    @Override
    public List<Map<String, String>> variables() {
        return WhosMagic.rows(session.variables());
    }

    @Override
    public Optional<String> clusterState() {
        return cluster.flatMap(SessionCluster::state);
    }

    @Override
    public void close() {
        if (!extensions.isEmpty()) {
            Closing.within(UNINSTALL_WAIT, "the extensions of libraries", extensions::uninstall);
        }
        session.close();
        cluster.ifPresent(SessionCluster::close);
    }

    JavaSession session() {
        return session;
    }

    Renderers renderers() {
        return renderers;
    }

    Magics magics() {
        return magics;
    }

    <T> Optional<T> service(Class<T> type) {
        return Optional.ofNullable(type.cast(services.get(type)));
    }
}
