package caravan.minions.minion;

import java.net.URI;
import java.util.UUID;

/** A job that a minion has, from its order to its end. */
public final class Work implements Comparable<Work> {

    private final UUID id;
    private final String kind;
    private final URI master;
    private final long due;
    private String question;
    private String message;
    private String result;
    private long finished;
    private boolean told;

    /** @param due when it is to be done, in {@link System#nanoTime} */
    Work(Order order, long due) {
        id = order.id();
        kind = order.kind();
        question = order.question();
        master = order.master();
        this.due = due;
    }

    public UUID id() {
        return id;
    }

    public String kind() {
        return kind;
    }

    public synchronized String question() {
        return question;
    }

    public synchronized String message() {
        return message;
    }

    /** Success or error; null: it is not finished. */
    public synchronized String result() {
        return result;
    }

    URI master() {
        return master;
    }

    boolean isDue(long now) {
        return due - now <= 0;
    }

    /** @param now when, in {@link System#nanoTime} */
    synchronized void finish(String newMessage, String newResult, long now) {
        message = newMessage;
        result = newResult;
        finished = now;
        question = null;
    }

    /** Its master knows how it ended. */
    synchronized void tell() {
        told = true;
    }

    synchronized boolean isTold() {
        return told;
    }

    /** Whether it was finished longer ago. */
    synchronized boolean isOlder(long now, long nanos) {
        return now - finished > nanos;
    }

    @Override
    public int compareTo(Work other) {
        return Long.compare(due - other.due, 0);
    }
}
