package caravan.shared;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.Logger;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.Configurator;
import org.apache.logging.log4j.core.config.Property;

/** What is logged while it is open, by anybody, as {@code LEVEL logger: message}. */
public final class LogLines extends AbstractAppender implements AutoCloseable {
    private final Logger root = (Logger) LogManager.getRootLogger();
    private final String chatty;
    private final Level before;
    private final List<String> lines = new CopyOnWriteArrayList<>();

    /** @param chatty the name of a logger whose DEBUG lines are wanted too */
    public LogLines(String chatty) {
        super("lines", null, null, true, Property.EMPTY_ARRAY);
        this.chatty = chatty;
        this.before = LogManager.getLogger(chatty).getLevel();
        Configurator.setLevel(chatty, Level.DEBUG);
        start();
        root.addAppender(this);
    }

    @Override
    public void append(LogEvent event) {
        lines.add(event.getLevel() + " " + event.getLoggerName() + ": "
                + event.getMessage().getFormattedMessage());
    }

    /** By now. */
    public List<String> all() {
        return List.copyOf(lines);
    }

    /** Those that begin so. */
    public List<String> of(Level level) {
        return lines.stream().filter(line -> line.startsWith(level + " ")).toList();
    }

    @Override
    public void close() {
        root.removeAppender(this);
        Configurator.setLevel(chatty, before);
        stop();
    }
}
