package glimpse.cluster.pool;

import glimpse.cluster.channel.LogEvent;

/** Takes the lines of tasks; called on the log channel's thread. */
interface LogSink {
    void postLog(LogEvent event);
}
